/** The parts that the life of an invoice is priced in, and which function's work belongs to which. */
import type { FunctionName } from "../../functions/environment.ts";
import type { FlowCall, FlowInvocation, FlowMeasure, Step } from "./flow.ts";
import { functionNamed } from "./function-logs.ts";
import { CLIENT } from "./observer.ts";

/** `invoice` is what the budget bounds; the others are shown beside it. */
export type Part = "invoice" | "token" | "mail" | "sweep";

export type Caller = FunctionName | typeof CLIENT;

/** Whose work counts, by step. What is missing here is the bench's own doing: a report read to use a token. */
const PARTS: readonly { readonly step: Step; readonly caller: Caller; readonly part: Part }[] = [
  { step: "open", caller: "Depots", part: "invoice" },
  { step: "upload", caller: CLIENT, part: "invoice" },
  { step: "upload", caller: "Intake", part: "invoice" },
  { step: "upload", caller: "Evenements", part: "invoice" },
  { step: "report", caller: "Depots", part: "invoice" },
  { step: "upload", caller: "Courriels", part: "mail" },
  { step: "upload", caller: "RetoursCourriel", part: "mail" },
  { step: "token", caller: "Jetons", part: "token" },
  { step: "token", caller: "Autorisation", part: "token" },
  { step: "sweep", caller: "Echeances", part: "sweep" },
];

/** What one caller did in one step. */
export interface Work {
  readonly step: Step;
  readonly caller: Caller;
  readonly part: Part;
  /** How often the step was taken: what is divided by it is per invoice, per token or per sweep. */
  readonly times: number;
  readonly calls: readonly FlowCall[];
  readonly invocations: readonly FlowInvocation[];
}

export const callerOf = ({ caller }: FlowCall): Caller | undefined =>
  caller === CLIENT ? CLIENT : functionNamed(caller);

export const worksOf = ({ calls, invocations, times }: FlowMeasure): readonly Work[] =>
  PARTS.map(({ step, caller, part }) => ({
    step,
    caller,
    part,
    times: times[step],
    calls: calls.filter((call) => call.step === step && callerOf(call) === caller),
    invocations: invocations.filter((one) => one.step === step && one.name === caller),
  }));

export const workOf = (works: readonly Work[], part: Part): readonly Work[] =>
  works.filter((work) => work.part === part);
