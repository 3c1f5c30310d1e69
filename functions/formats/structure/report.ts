/** What one check of structure finds, told in the names of elements. */
import type { FaultDetails } from "#domain/fautes/fault.ts";
import { type StructureFaultCode, structureFault } from "#domain/fautes/structure.ts";
import type { FaultLog } from "#formats/fault-log.ts";
import type { Vocabulary } from "#formats/structure/compile.ts";
import type { XmlElement } from "#formats/xml/element.ts";

type Details = Omit<FaultDetails, "at" | "terms">;

export class StructureReport {
  readonly vocabulary: Vocabulary;
  readonly #faults: FaultLog;

  constructor(vocabulary: Vocabulary, faults: FaultLog) {
    this.vocabulary = vocabulary;
    this.#faults = faults;
  }

  add(code: StructureFaultCode, at: XmlElement, details: () => Details): void {
    this.#faults.add(() => {
      const terms = at.place.bound.flatMap((node) => node.terms.map(({ id }) => id));
      return structureFault(code, { at, ...details(), terms: [...new Set(terms)] });
    });
  }
}

/** `« A », « B » ou « C »`. */
export const anyOf = (names: Iterable<string>): string => {
  const quoted = Array.from(names, (name) => `« ${name} »`);
  const last = quoted.splice(-1);
  return [...(quoted.length > 0 ? [quoted.join(", ")] : []), ...last].join(" ou ");
};
