/** What one standard invoice costs on AWS in Paris, line by line, beside its budget. */
import { type BillOptions, INVOICES_PER_MONTH, INVOICES_PER_TOKEN, invoiceUsage, mailUsage } from "./bill.ts";
import { type Compute, computeOf } from "./compute.ts";
import type { Bench, Finding, Sheet } from "./contract.ts";
import { worksOf } from "./parts.ts";
import { BUDGET_USD, type PricedUsage, priced, totalUsd, type Usage } from "./price.ts";
import { PRICES } from "./price-list.ts";
import { standingOf } from "./standing.ts";

const MILLION = 1_000_000;

const perMillion = (usd: number): string => (usd * MILLION).toFixed(3);
const ofBudget = (usd: number): string => `${((100 * usd) / BUDGET_USD).toFixed(1)} %`;
const quantity = (value: number): string => (value >= 1 ? Number(value.toFixed(2)).toString() : value.toPrecision(2));

const priceSheet = (title: string, lines: readonly PricedUsage[], notes: readonly string[]): Sheet => ({
  title,
  head: ["Line", "Quantity", "Of", "$ per million", "Of the budget"],
  rows: [
    ...lines.map(({ what, price, quantity: amount, usd }) => [
      what,
      quantity(amount),
      PRICES[price].unit,
      perMillion(usd),
      ofBudget(usd),
    ]),
    ["total", "", "", perMillion(totalUsd(lines)), ofBudget(totalUsd(lines))],
  ],
  notes,
});

const byService = (lines: readonly PricedUsage[]): Sheet => ({
  title: "The same by kind of charge",
  head: ["Kind", "$ per million", "Of the budget"],
  rows: [...Map.groupBy(lines, ({ price }) => price)]
    .map(([price, group]) => ({ unit: PRICES[price].unit, usd: totalUsd(group) }))
    .sort((a, b) => b.usd - a.usd)
    .map(({ unit, usd }) => [unit, perMillion(usd), ofBudget(usd)]),
});

const computeSheet = (compute: readonly Compute[]): Sheet => ({
  title: "Durations of functions, in milliseconds (medians)",
  head: ["Function", "Step", "Memory", "Here", "Processor", "AWS calls", "Expected on AWS"],
  rows: compute.map(({ caller, step, memoryMegabytes, measuredMs, cpuMs, waitingMs, expectedMs }) => [
    caller,
    step,
    `${memoryMegabytes} MB`,
    measuredMs.toFixed(1),
    cpuMs.toFixed(1),
    waitingMs.toFixed(1),
    expectedMs.toFixed(1),
  ]),
  notes: [
    "Expected: processor time here, on the share of a processor that the memory buys, and the AWS calls one after the",
    "other at assumed round trips (round-trips.ts). No AWS account was asked: compare with REPORT lines when one is.",
  ],
});

const sourceSheet = (): Sheet => ({
  title: "Prices, in dollars without tax, first tier, no free tier deducted",
  head: ["Unit", "$", "Per", "Region", "Known", "Source"],
  rows: Object.values(PRICES).map(({ unit, usd, per, region, known, source }) => [
    unit,
    usd,
    per === 1024 ** 3 ? "GiB" : per,
    region === "eu-west-3" ? region : `${region} (nearest found)`,
    known,
    source,
  ]),
});

const comparison = (expected: number, measured: number): Sheet => {
  const row = (what: string, usd: number) => [what, usd.toFixed(8), perMillion(usd), (usd / BUDGET_USD).toFixed(2)];
  return {
    title: "Price of one standard invoice, beside its budget",
    head: ["Durations of functions", "$ per invoice", "$ per million", "Ratio to budget"],
    rows: [row("expected on AWS", expected), row("as measured here, on loopback", measured), row("budget", BUDGET_USD)],
    notes: ["Without storage, further reads and the sending of the e-mail, which has its own table."],
  };
};

const measure: Bench["run"] = async (context): Promise<Finding> => {
  const flow = await context.flow();
  const works = worksOf(flow);
  const compute = works.flatMap(computeOf);
  const standing = standingOf(await context.assembly());
  const options = (duration: BillOptions["duration"]): BillOptions => ({ flow, works, compute, standing, duration });
  const lines = (usage: readonly Usage[]): readonly PricedUsage[] => priced(usage, PRICES);
  const invoice = lines(invoiceUsage(options("expectedMs")));
  const mail = lines(mailUsage(options("expectedMs")));
  const expectedUsd = totalUsd(invoice);
  const measuredUsd = totalUsd(lines(invoiceUsage(options("measuredMs"))));
  return {
    sheets: [
      priceSheet("Price of one standard invoice", invoice, [
        `A token serves ${INVOICES_PER_TOKEN} invoices, and is verified once (the authorizer's answer is kept five minutes): who sends one`,
        `invoice an hour pays ${INVOICES_PER_TOKEN} times its lines. What is shared by all is shared by ${(INVOICES_PER_MONTH / MILLION).toFixed(1)} M invoices a month (78 M a year).`,
        "No message and no stream record shares its batch with another, which overstates queues and Lambda under load.",
        "The sweep also reads each event again, three times at most: less than 0.2 read units per invoice, not counted.",
      ]),
      byService(invoice),
      priceSheet("Beside it: its e-mail, sent, and the proof of its arrival", mail, []),
      computeSheet(compute),
      sourceSheet(),
      comparison(expectedUsd, measuredUsd),
    ],
    figures: {
      budgetUsd: BUDGET_USD,
      expectedUsd,
      expectedRatio: expectedUsd / BUDGET_USD,
      measuredUsd,
      measuredRatio: measuredUsd / BUDGET_USD,
      mailUsd: totalUsd(mail),
      invoice,
      mail,
      compute,
    },
  };
};

export const price: Bench = { name: "price", run: measure };
