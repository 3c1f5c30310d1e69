/** What a dossier of works contracts takes: transitions, calls and price; how many are open at once; how many a second. */
import { ofPart, ofRequests } from "./bill.ts";
import { computeOf } from "./compute.ts";
import type { Bench, Finding, Sheet } from "./contract.ts";
import { type PricedUsage, priced, totalUsd, type Usage } from "./price.ts";
import { PRICES, type PriceKey } from "./price-list.ts";
import { standingOf } from "./standing.ts";
import { sum } from "./statistics.ts";
import { measureWorks, type WorksMeasure } from "./works-flow.ts";
import { OPEN_QUOTA, openExecutions, piecesAtQuota, VOLUMES, WAITING } from "./works-open.ts";
import { measureRates, type Rate } from "./works-rate.ts";

/** Start and end, which AWS may count as transitions beside the states that are entered. */
const START_AND_END = 2;

/** Bytes of an answer of the API to a party of a dossier, in the mean of its kinds. */
const ANSWER_BYTES = 2_500;

const own = ({ works }: WorksMeasure) => works.filter(({ part }) => part === "invoice");
const apart = ({ works }: WorksMeasure) => works.filter(({ part }) => part === "mail");

const transitionsOf = ({ entered, retried }: WorksMeasure): number => entered + retried + START_AND_END;

const requestsOf = (measure: WorksMeasure): number =>
  sum(own(measure).map(({ invocations, times }) => invocations.filter(({ route }) => route !== "").length / times));

const usageOf = (measure: WorksMeasure, accessLogBytes: number): readonly Usage[] => {
  const works = own(measure);
  const options = { works, compute: works.flatMap(computeOf), duration: "expectedMs" } as const;
  const answers = Array.from({ length: Math.round(requestsOf(measure)) }, () => ANSWER_BYTES);
  return [
    { what: "state transitions", price: "stateTransition", quantity: transitionsOf(measure) },
    ...ofPart("invoice", options),
    ...ofRequests(answers, accessLogBytes),
  ];
};

const mailUsd = (measure: WorksMeasure): number => {
  const works = apart(measure);
  return totalUsd(priced(ofPart("mail", { works, compute: works.flatMap(computeOf), duration: "expectedMs" }), PRICES));
};

const perThousand = (usd: number): string => (usd * 1000).toFixed(4);
const one = (value: number): string => String(Number(value.toFixed(1)));
const many = (value: number): string => Math.round(value).toLocaleString("en");

const countSheet = (measures: readonly WorksMeasure[]): Sheet => {
  const callsOf = (measure: WorksMeasure, service: string): string =>
    one(sum(own(measure).map(({ calls, times }) => calls.filter((call) => call.service === service).length / times)));
  const units = (measure: WorksMeasure, unit: "readUnits" | "writeUnits"): string =>
    one(sum(own(measure).map(({ calls, times }) => sum(calls.map((call) => call[unit])) / times)));
  return {
    title: "One dossier: what its execution entered, and what was called for it",
    head: [
      "Dossier",
      "States entered",
      "History events",
      "Invocations",
      "API",
      "DynamoDB",
      "S3",
      "SQS",
      "Step Functions",
      "Read units",
      "Write units",
    ],
    rows: measures.map((measure) => [
      measure.nom,
      measure.entered,
      measure.events,
      one(sum(own(measure).map(({ invocations, times }) => invocations.length / times))),
      one(requestsOf(measure)),
      ...["dynamodb", "s3", "sqs", "states"].map((service) => callsOf(measure, service)),
      units(measure, "readUnits"),
      units(measure, "writeUnits"),
    ]),
    notes: [
      "States: counted in the execution's own history on the embedded platform (…StateEntered); calls and units: counted where they",
      "arrive. Tokens and the sending of e-mails are apart, and so is the polling of reports: each piece's is read once. A party",
      "reads the dossier before each act, and the titulaire its piece once.",
    ],
  };
};

const priceSheet = (
  rows: readonly { nom: string; lines: readonly PricedUsage[]; mails: number; transitions: number }[],
): Sheet => {
  const ofKinds = (lines: readonly PricedUsage[], ...kinds: readonly PriceKey[]): string =>
    perThousand(totalUsd(lines.filter(({ price }) => kinds.includes(price))));
  return {
    title:
      "Price of a thousand dossiers, in dollars, at list prices of Paris where they were found (npm run bench -- --only price)",
    head: [
      "Dossier",
      "Transitions",
      "Step Functions",
      "DynamoDB",
      "Lambda",
      "S3",
      "API, logs, other",
      "Total",
      "E-mails, besides",
    ],
    rows: rows.map(({ nom, lines, mails, transitions }) => {
      const shown: readonly (readonly PriceKey[])[] = [
        ["stateTransition"],
        ["dynamoRead", "dynamoWrite"],
        ["lambdaRequest", "lambdaCompute"],
        ["s3Read", "s3Write"],
      ];
      const rest = lines.filter(({ price }) => !shown.flat().includes(price));
      return [
        nom,
        transitions,
        ...shown.map((kinds) => ofKinds(lines, ...kinds)),
        perThousand(totalUsd(rest)),
        perThousand(totalUsd(lines)),
        perThousand(mails),
      ];
    }),
    notes: [
      `Transitions charged: states entered, retries, and ${START_AND_END} for start and end, which AWS's page does not rule out. Durations of functions`,
      "are expected ones: processor time here and assumed round trips. Answers of the API are taken for 2.5 kB each.",
    ],
  };
};

const openSheet = (): Sheet => ({
  title: `Open executions at once, beside the quota of ${many(OPEN_QUOTA)} in an account and region`,
  head: [
    "How long a dossier is open",
    "Days",
    ...VOLUMES.map((volume) => `${many(volume)} pieces a year`),
    "Quota reached at, pieces a year",
    "Source",
  ],
  rows: WAITING.map((waiting) => [
    waiting.what,
    one(waiting.days),
    ...VOLUMES.map((volume) => many(openExecutions(volume, waiting))),
    many(piecesAtQuota(waiting)),
    waiting.source,
  ]),
  notes: [
    "Reckoned: dossiers that begin in a day, times the days that one is open (Little's law). Three pieces make a dossier; 2.34 and 30",
    "million are 3 % of 78 and of 1,000 million invoices a year. The quota is AWS's (Step Functions quotas), and can be raised.",
  ],
});

const rateSheet = (rates: readonly Rate[]): Sheet => ({
  title: "Executions a second, from their request to SUCCEEDED: monthly chain, three deposits and one act each",
  head: ["At a time", "Dossiers", "A second", "p50", "p95"],
  rows: rates.map(({ concurrency, samples, perSecond, p50, p95 }) => [
    concurrency,
    samples,
    perSecond.toFixed(2),
    `${p50.toFixed(0)} ms`,
    `${p95.toFixed(0)} ms`,
  ]),
  notes: [
    "Measured: clients, emulators and functions share this machine's processors; nobody thinks between two steps.",
  ],
});

const measure: Bench["run"] = async (context): Promise<Finding> => {
  const measures = await measureWorks(await context.observed(), context.progress);
  const { accessLogBytes } = standingOf(await context.assembly());
  const prices = measures.map((one) => ({
    nom: one.nom,
    transitions: transitionsOf(one),
    lines: priced(usageOf(one, accessLogBytes), PRICES),
    mails: mailUsd(one),
  }));
  const rates = await measureRates(context);
  return {
    sheets: [countSheet(measures), priceSheet(prices), openSheet(), rateSheet(rates)],
    figures: {
      dossiers: measures.map(({ nom, states, entered, events }, index) => ({
        nom,
        states,
        entered,
        events,
        usd: totalUsd(prices[index]?.lines ?? []),
        mailUsd: prices[index]?.mails,
      })),
      open: WAITING.map((waiting) => ({
        ...waiting,
        open: VOLUMES.map((volume) => openExecutions(volume, waiting)),
        piecesAtQuota: piecesAtQuota(waiting),
      })),
      rates,
    },
  };
};

export const travaux: Bench = { name: "travaux", run: measure };
