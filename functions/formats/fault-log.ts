/** Faults of one reading, up to a limit: a hostile file has hundreds of thousands, and no report needs them. */
import type { Fault } from "#domain/fautes/fault.ts";
import { readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";

export class FaultLog {
  readonly #kept: Fault[] = [];
  #dropped = 0;

  /** The fault is only made where it is kept: the path of an element is long to work out among 100,000 siblings. */
  add(make: () => Fault): void {
    if (this.#kept.length < READING_LIMITS.faults.max) this.#kept.push(make());
    else this.#dropped++;
  }

  /** In the order in which they were found; the last one counts those left out. */
  all(): readonly Fault[] {
    if (this.#dropped === 0) return this.#kept;
    return [...this.#kept, readingFault("FAUTES_NON_MONTREES", { params: { nombre: this.#dropped } })];
  }
}
