import { archiveFault } from "#domain/fautes/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { countFitting } from "#domain/fautes/fitting.ts";
import { MAX_FAUTES, MAX_OCTETS_FAUTES } from "#domain/limites/depot.ts";

/**
 * The faults of one member that its deposit's report has room for, beside those of `membres` members in all. What is left
 * out is counted by a last fault; the fatal ones come first then, since they are what decides.
 */
export const keptFaults = (faults: readonly Fault[], membres: number): readonly Fault[] => {
  const octets = Math.min(MAX_OCTETS_FAUTES.membre, MAX_OCTETS_FAUTES.depot / membres);
  const decisive = faults.toSorted((a, b) => Number(b.severity === "fatal") - Number(a.severity === "fatal"));
  const kept = countFitting(decisive, { nombre: MAX_FAUTES, octets });
  if (kept === faults.length) return faults;
  const nombre = faults.length - kept;
  return [...decisive.slice(0, kept), archiveFault("MEMBRE_FAUTES_NON_MONTREES", { params: { nombre } })];
};
