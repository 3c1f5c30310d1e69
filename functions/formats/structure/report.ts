/** What one check of structure finds, told in the names of elements. */
import type { FaultDetails } from "#domain/fautes/fault.ts";
import { type StructureFaultCode, structureFault } from "#domain/fautes/structure.ts";
import type { FaultLog } from "#formats/fault-log.ts";
import type { Place } from "#formats/place.ts";
import type { Vocabulary } from "#formats/structure/compile.ts";
import type { XmlElement } from "#formats/xml/element.ts";

type Details = Omit<FaultDetails, "at" | "terms">;

const termsOf = ({ bound }: Place): readonly string[] =>
  Array.from(new Set(bound.flatMap(({ terms }) => terms.map(({ id }) => id))));

export class StructureReport {
  readonly vocabulary: Vocabulary;
  readonly #faults: FaultLog;

  constructor(vocabulary: Vocabulary, faults: FaultLog) {
    this.vocabulary = vocabulary;
    this.#faults = faults;
  }

  add(code: StructureFaultCode, at: XmlElement, details: () => Details): void {
    this.#faults.add(() => structureFault(code, { at, ...details(), terms: termsOf(at.place) }));
  }
}

/** `« A », « B » ou « C »`. */
export const anyOf = (names: Iterable<string>): string => {
  const quoted = Array.from(names, (name) => `« ${name} »`);
  const last = quoted.splice(-1);
  return [...(quoted.length > 0 ? [quoted.join(", ")] : []), ...last].join(" ou ");
};
