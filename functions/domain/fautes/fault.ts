/** A fault of an invoice: what is wrong, where, and what to do. Rules and readers return faults; they never throw. */

/** `fatal` refuses the invoice; `warning` is reported beside an accepted one. */
export type Severity = "fatal" | "warning";

/** Where a fault or a term stands in the deposited document. Lines and columns start at 1. */
export interface Location {
  /** Element names from the root, as XPath without prefixes, positions where a name repeats: `/Invoice/InvoiceLine[2]/ID`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Fault {
  /** Stable code of the catalogue; the texts may change, the code never does. */
  readonly code: string;
  readonly severity: Severity;
  /** BT and BG ids of EN 16931 that the fault is about. */
  readonly terms: readonly string[];
  /** Accented French, for the supplier: what is wrong. */
  readonly message: string;
  /** Accented French, an imperative: what to do. */
  readonly fix: string;
  readonly at?: Location;
  /** The offending value, cut to {@link MAX_VALUE} characters. */
  readonly value?: string;
  /** What should stand there, where that can be worked out: `120.00`. */
  readonly expected?: string;
  /** How many more places have the same fault, and are not shown. */
  readonly others?: number;
}

/** What the catalogue holds of a fault; `{name}` in a text is replaced by the parameter of that name. */
export interface FaultDefinition {
  readonly severity: Severity;
  readonly terms: readonly string[];
  readonly message: string;
  readonly fix: string;
}

export interface FaultDetails {
  /** Instead of those of the definition, where the place decides. */
  readonly terms?: readonly string[];
  readonly at?: Location;
  readonly value?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Characters kept of an offending value. */
const MAX_VALUE = 200;

/** A fault in the making: what it has of the optional parts is added in their order. */
export type FaultDraft = { -readonly [Key in keyof Fault]: Fault[Key] };

/** Adds what a fault keeps of the document: copied, since a place may be an element, which holds the whole tree. */
export const keep = (fault: FaultDraft, at: Location | undefined, value: string | undefined): FaultDraft => {
  if (at !== undefined) fault.at = { path: at.path, line: at.line, column: at.column };
  if (value !== undefined) fault.value = value.slice(0, MAX_VALUE);
  return fault;
};

const PARAMETER = /\{(\w+)\}/;

/** Texts apart from the names of parameters between them. */
const templates = new Map<string, readonly string[]>();

const partsOf = (text: string): readonly string[] => {
  const known = templates.get(text);
  if (known !== undefined) return known;
  const parts = text.split(PARAMETER);
  templates.set(text, parts);
  return parts;
};

const fill = (text: string, params: Readonly<Record<string, string | number>>): string => {
  let filled = "";
  for (const [index, part] of partsOf(text).entries()) filled += index % 2 === 0 ? part : (params[part] ?? `{${part}}`);
  return filled;
};

/** A fault maker bound to one part of the catalogue, so that a code outside it does not compile. */
export const faultsOf =
  <Code extends string>(catalogue: Readonly<Record<Code, FaultDefinition>>) =>
  (code: Code, { at, value, params = {}, ...details }: FaultDetails = {}): Fault => {
    const { severity, terms, message, fix } = catalogue[code];
    const filled = { message: fill(message, params), fix: fill(fix, params) };
    return keep({ code, severity, terms: details.terms ?? terms, ...filled }, at, value);
  };
