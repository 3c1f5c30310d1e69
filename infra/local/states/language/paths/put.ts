/** Puts a value into a document at a reference path, as `ResultPath` does. */
import type { Json } from "../contract.ts";
import { isList, isRecord, member } from "../json.ts";
import type { Path, Selector } from "./path.ts";

/** The value cannot go there: a step leads through something that holds no such member. */
export class NoSuchPlace extends Error {}

const putInRecord = (name: string, document: Json | undefined, change: (old: Json | undefined) => Json): Json => {
  // Objects on the way are made where there is nothing; anything else on the way is in it.
  const record = document ?? {};
  if (!isRecord(record)) throw new NoSuchPlace();
  return { ...record, [name]: change(member(record, name)) };
};

const putInList = (index: number, document: Json | undefined, change: (old: Json | undefined) => Json): Json => {
  if (!isList(document) || document.at(index) === undefined) throw new NoSuchPlace();
  return document.with(index, change(document.at(index)));
};

const putStep = (selector: Selector, document: Json | undefined, change: (old: Json | undefined) => Json): Json => {
  const [name] = selector.kind === "names" ? selector.names : [];
  if (name !== undefined) return putInRecord(name, document, change);
  const [index] = selector.kind === "indexes" ? selector.indexes : [];
  if (index !== undefined) return putInList(index, document, change);
  throw new NoSuchPlace();
};

/** @throws {NoSuchPlace} When the document has no such place and none can be made. */
export const put = ({ steps }: Path, document: Json, value: Json): Json => {
  const from = (depth: number, old: Json | undefined): Json => {
    const step = steps[depth];
    return step === undefined ? value : putStep(step.selector, old, (inner) => from(depth + 1, inner));
  };
  return from(0, document);
};
