/**
 * Data that EN 16931 has once and its artefacts read once: where the schema of CII lets a document give it twice, they stop
 * with an error instead of a verdict. A fault of its own says so here.
 */
import type { Group, Invoice, Term } from "#domain/facture/invoice.ts";
import { nameOf, type ReadTermId } from "#domain/facture/terms.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { readingFault } from "#domain/fautes/reading.ts";
import { FaultLog } from "#formats/fault-log.ts";

/** Identity, names, countries and amounts, those of them that a rule compares or computes with. */
const ONCE: ReadonlySet<string> = new Set<ReadTermId>([
  "BT-1",
  "BT-2",
  "BT-3",
  "BT-5",
  "BT-24",
  "BT-27",
  "BT-40",
  "BT-44",
  "BT-55",
  "BT-63",
  "BT-80",
  "BT-81",
  "BT-93",
  "BT-100",
  "BT-106",
  "BT-107",
  "BT-108",
  "BT-109",
  "BT-112",
  "BT-113",
  "BT-114",
  "BT-115",
  "BT-116",
  "BT-117",
  "BT-119",
  "BT-126",
  "BT-131",
  "BT-137",
  "BT-142",
  "BT-152",
  "BT-153",
  "BT-157",
]);

/** Groups have a handful of terms: looking through them is faster than hashing. */
const isRepeated = (terms: Group["terms"], index: number): boolean => {
  const id = terms[index]?.id;
  for (let before = 0; before < index; before++) if (terms[before]?.id === id) return true;
  return false;
};

const report = ({ id, at, value }: Term, log: FaultLog): void =>
  log.add(() => readingFault("DONNEE_REPETEE", { terms: [id], params: { nom: nameOf(id), terme: id }, at, value }));

const logRepeated = ({ terms }: Group, log: FaultLog): void => {
  for (let index = 1; index < terms.length; index++) {
    const term = terms[index];
    if (term !== undefined && isRepeated(terms, index) && ONCE.has(term.id)) report(term, log);
  }
};

export const repeatedFaults = (invoice: Invoice): readonly Fault[] => {
  const log = new FaultLog();
  const visit = (group: Group): void => {
    logRepeated(group, log);
    for (const inner of group.groups.values()) for (const one of inner) visit(one);
  };
  visit(invoice);
  return log.all();
};
