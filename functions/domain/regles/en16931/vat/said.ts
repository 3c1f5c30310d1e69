/** The categories and rates of one line, allowance or charge. */

/** More rates than this in one line are not put together with its codes: a hostile file has 100,000 of both. */
const MANY_RATES = 32;

const isSame = (one: string | number, other: string | number): boolean =>
  one === other || (Number.isNaN(one) && Number.isNaN(other));

/** Different values, of which there is one nearly always: it takes no set. */
class Distinct<Value extends string | number> {
  #first: Value | undefined;
  #others: Set<Value> | undefined;

  get size(): number {
    return this.#first === undefined ? 0 : 1 + (this.#others?.size ?? 0);
  }

  add(value: Value): void {
    if (this.#first === undefined) {
      this.#first = value;
      return;
    }
    if (isSame(value, this.#first)) return;
    this.#others ??= new Set();
    this.#others.add(value);
  }

  clear(): void {
    this.#first = undefined;
    this.#others = undefined;
  }

  forEach(look: (value: Value) => void): void {
    if (this.#first !== undefined) look(this.#first);
    this.#others?.forEach(look);
  }
}

/** What a line, an allowance or charges say, in all their categories: a rate may stand in another one than the code. */
export class Said {
  readonly codes = new Distinct<string>();
  readonly rates = new Distinct<number>();

  clear(): void {
    this.codes.clear();
    this.rates.clear();
  }

  rate(rate: string): void {
    if (this.rates.size < MANY_RATES) this.rates.add(Number(rate));
  }
}
