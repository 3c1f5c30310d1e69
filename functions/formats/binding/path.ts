/** The paths of a table, taken apart once: the reader makes a trie of them, the writer makes elements. */
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import type { Namespaces } from "#formats/binding/row.ts";

export interface Name {
  /** Undefined matches any namespace. */
  readonly uri: string | undefined;
  readonly local: string;
}

/** A value near an element: `up` levels above it, then down the steps, in an attribute or the text. */
export interface Source {
  readonly up: number;
  readonly steps: readonly Name[];
  readonly attribute: string | undefined;
}

export interface Condition {
  readonly source: Source;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  /** Upper case when case is ignored. */
  readonly values: readonly string[];
  /** The value of this term, instead. */
  readonly term: ReadTermId | undefined;
}

/** One element on the way. */
export interface Step extends Name {
  readonly condition: Condition | undefined;
  /** As written in the table: two steps are the same if this is. */
  readonly text: string;
}

export interface Path {
  readonly steps: readonly Step[];
  /** The attribute that holds the value; the element's text without one. */
  readonly attribute: string | undefined;
}

/** A mistake in a table is a bug of ours: it stops the program when the table is loaded, not a supplier's invoice. */
const wrongTable = (path: string, why: string): Error => new Error(`${path}: ${why}`);

/** Steps are matched, not split: a condition may hold slashes. */
const STEPS = /[^/[]+(?:\[[^\]]*\])?/g;
const STEP = /^(?<name>[^[]+)(?:\[(?<condition>.+)\])?$/;
const CONDITION = /^(?<subject>[^!=~]+)(?<not>!?)(?<operator>[=~])(?<dollar>\$?)(?<value>.*)$/;

export const isTerm = (id: string): id is ReadTermId => Object.hasOwn(TERMS, id);

const nameOf = (step: string, namespaces: Namespaces): Name => {
  const [prefix = "", local] = step.split(":");
  const uri = namespaces[prefix];
  if (local === undefined || (prefix !== "*" && uri === undefined)) throw wrongTable(step, "not a name of the table");
  return { uri, local };
};

/** `@name`, `prefix:Name/prefix:Name` or `../prefix:Name`. */
export const parseSource = (text: string, namespaces: Namespaces): Source => {
  const steps = text.split("/");
  const attribute = steps.at(-1)?.startsWith("@") ? steps.pop()?.slice(1) : undefined;
  const up = steps.filter((step) => step === "..").length;
  return { up, steps: steps.slice(up).map((step) => nameOf(step, namespaces)), attribute };
};

const parseCondition = (text: string, namespaces: Namespaces): Condition => {
  const { subject = "", not, operator, dollar, value = "" } = CONDITION.exec(text)?.groups ?? {};
  if (operator === undefined) throw wrongTable(text, "not a condition");
  const ignoreCase = operator === "~";
  const condition = { source: parseSource(subject, namespaces), negated: not === "!", ignoreCase };
  const values = (ignoreCase ? value.toUpperCase() : value).split("|");
  if (dollar === "") return { ...condition, values, term: undefined };
  if (!isTerm(value)) throw wrongTable(text, "compares with an unknown term");
  return { ...condition, values: [], term: value };
};

export const parsePath = (path: string, namespaces: Namespaces): Path => {
  const texts = path.match(STEPS) ?? [];
  const attribute = texts.at(-1)?.startsWith("@") ? texts.pop()?.slice(1) : undefined;
  const steps = texts.map((text): Step => {
    const { name = "", condition } = STEP.exec(text)?.groups ?? {};
    return {
      ...nameOf(name, namespaces),
      condition: condition === undefined ? undefined : parseCondition(condition, namespaces),
      text,
    };
  });
  return { steps, attribute };
};
