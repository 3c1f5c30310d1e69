import { archiveFault } from "#domain/fautes/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { MAX_FAUTES, MAX_OCTETS_FAUTES } from "#domain/limites/depot.ts";

const bytesOf = (fault: Fault): number => new TextEncoder().encode(JSON.stringify(fault)).length;

/** How many of the first faults fit in `budget` bytes: one at least, since a verdict has its reason. */
const countWithin = (faults: readonly Fault[], budget: number): number => {
  let bytes = 0;
  const tooMuch = faults.findIndex((fault) => {
    bytes += bytesOf(fault);
    return bytes > budget;
  });
  return tooMuch === -1 ? faults.length : Math.max(tooMuch, 1);
};

/**
 * The faults of one member that its deposit's report has room for, beside those of `membres` members in all. What is left
 * out is counted by a last fault; the fatal ones come first then, since they are what decides.
 */
export const keptFaults = (faults: readonly Fault[], membres: number): readonly Fault[] => {
  const budget = Math.min(MAX_OCTETS_FAUTES.membre, MAX_OCTETS_FAUTES.depot / membres);
  const decisive = faults.toSorted((a, b) => Number(b.severity === "fatal") - Number(a.severity === "fatal"));
  const kept = Math.min(MAX_FAUTES, countWithin(decisive, budget));
  if (kept === faults.length) return faults;
  const nombre = faults.length - kept;
  return [...decisive.slice(0, kept), archiveFault("MEMBRE_FAUTES_NON_MONTREES", { params: { nombre } })];
};
