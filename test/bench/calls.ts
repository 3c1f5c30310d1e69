/** Every AWS call of a standard invoice, counted where it arrives, with what it consumed and why it is made. */
import type { Bench, Finding, Sheet } from "./contract.ts";
import type { FlowCall } from "./flow.ts";
import { impliedRequests } from "./implied.ts";
import { whyOf } from "./justifications.ts";
import { type Part, type Work, workOf, worksOf } from "./parts.ts";
import { sum } from "./statistics.ts";

interface CallLine {
  readonly caller: string;
  readonly step: string;
  readonly service: string;
  readonly operation: string;
  readonly about: string;
  /** Calls and units each time that the step is taken. */
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly indexUnits: number;
  readonly refused: number;
}

const linesOf = ({ caller, step, calls, times }: Work): readonly CallLine[] =>
  [...Map.groupBy(calls, ({ service, operation, about }) => `${service} ${operation} ${about}`).values()].flatMap(
    (group) => {
      const [first] = group;
      const perTime = (value: (call: FlowCall) => number): number => sum(group.map(value)) / times;
      return first
        ? {
            caller,
            step,
            service: first.service,
            operation: first.operation,
            about: first.about,
            calls: perTime(() => 1),
            readUnits: perTime(({ readUnits }) => readUnits),
            writeUnits: perTime(({ writeUnits }) => writeUnits),
            indexUnits: perTime(({ indexUnits }) => indexUnits),
            refused: perTime(({ status }) => (status >= 400 ? 1 : 0)),
          }
        : [];
    },
  );

const shown = (value: number): string => (value === 0 ? "" : String(Number(value.toFixed(2))));

const callSheet = (title: string, lines: readonly CallLine[]): Sheet => {
  const total = (value: (line: CallLine) => number): string => shown(sum(lines.map(value)));
  return {
    title,
    head: ["Who", "Call", "Calls", "Read units", "Write units", "of indexes", "Why"],
    rows: [
      ...lines.map(({ caller, operation, about, service, refused, ...line }) => [
        caller,
        `${service} ${operation}${about && `\n${about}`}${refused > 0 ? `\nrefused: ${shown(refused)}` : ""}`,
        shown(line.calls),
        shown(line.readUnits),
        shown(line.writeUnits),
        shown(line.indexUnits),
        whyOf(caller, operation, about),
      ]),
      [
        "",
        "total",
        total(({ calls }) => calls),
        total(({ readUnits }) => readUnits),
        total(({ writeUnits }) => writeUnits),
        total(({ indexUnits }) => indexUnits),
        "",
      ],
    ],
  };
};

const PARTS: readonly { readonly part: Part; readonly title: string }[] = [
  {
    part: "invoice",
    title: "AWS calls of one standard invoice: deposit, upload, intake, events and e-mail row, one report read",
  },
  { part: "mail", title: "Beside it: sending its e-mail, and the proof of its arrival" },
  { part: "token", title: "Beside it: one access token, shared by the invoices of an hour" },
  { part: "sweep", title: "Beside it: one hourly sweep with nothing to do, shared by the invoices of the hour" },
];

const measure = async ({ flow }: Parameters<Bench["run"]>[0]): Promise<Finding> => {
  const measured = await flow();
  const works = worksOf(measured);
  const parts = PARTS.map(({ part, title }) => {
    const lines = workOf(works, part).flatMap(linesOf);
    return { part, sheet: callSheet(title, lines), lines };
  });
  const implied = impliedRequests(works);
  return {
    sheets: [
      ...parts.map(({ sheet }) => sheet),
      {
        title: "Requests that AWS makes of itself, not seen by the counter",
        head: ["Part", "What", "Requests", "Charged"],
        rows: implied.map(({ part, what, requests, charged }) => [part, what, shown(requests), charged]),
        notes: [
          `Counted over ${measured.times.upload} invoices (UBL and CII in turn), sent one by one: batches are never shared here, they are under load.`,
          "Requests of queues and streams are derived from the invocations that the functions' own logs show.",
        ],
      },
    ],
    figures: { ...Object.fromEntries(parts.map(({ part, lines }) => [part, lines])), implied },
  };
};

export const calls: Bench = { name: "calls", run: measure };
