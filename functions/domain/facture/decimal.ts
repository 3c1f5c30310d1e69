/**
 * Exact decimals (ADR 0008): what invoices compute with. A value is an integer of units with its scale, so that 0.1 + 0.2 is
 * 0.3 and a cent is never lost. Units stay in a double as long as they are exact there, which the amounts of nearly all
 * invoices are; beyond, they are big integers.
 */

/** Written as XML Schema writes decimals: no exponent, no grouping. */
const FORM = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Texts shorter than this have so few digits that a double holds them exactly. */
const SHORT = 16;

/** No amount comes near it; with 60,000 digits, each line of a hostile file would take milliseconds. */
const LONGEST = 256;

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * Whether the text is a decimal as XML Schema 1.0 part 2, §3.2.3, has it, however long. Sign by sign, as short ones are
 * parsed: each amount of a document is asked.
 */
export const isDecimal = (text: string): boolean => {
  const sign = text.charCodeAt(0);
  let digits = 0;
  let points = 0;
  for (let index = sign === PLUS || sign === MINUS ? 1 : 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) digits++;
    else if (code === POINT) points++;
    else return false;
  }
  return digits > 0 && points <= 1;
};

type Units = number | bigint;

const isExact = (units: number): boolean => Number.isSafeInteger(units);

const add = (a: Units, b: Units): Units => {
  if (typeof a === "number" && typeof b === "number" && isExact(a + b)) return a + b;
  return BigInt(a) + BigInt(b);
};

const multiply = (a: Units, b: Units): Units => {
  if (typeof a === "number" && typeof b === "number" && isExact(a * b)) return a * b;
  return BigInt(a) * BigInt(b);
};

const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

const scaled = (units: Units, digits: number): Units => {
  const power = POWERS[digits];
  return power === undefined ? BigInt(units) * 10n ** BigInt(digits) : multiply(units, power);
};

/** Rounds a quotient half up, towards positive infinity: -0.005 is 0.00 in cents, 0.005 is 0.01 (XPath `round`). */
const divideRounding = (units: Units, digits: number): Units => {
  const power = POWERS[digits];
  if (typeof units === "number" && power !== undefined) {
    const remainder = ((units % power) + power) % power;
    const quotient = (units - remainder) / power;
    return 2 * remainder >= power ? quotient + 1 : quotient;
  }
  const divisor = 10n ** BigInt(digits);
  const remainder = ((BigInt(units) % divisor) + divisor) % divisor;
  const quotient = (BigInt(units) - remainder) / divisor;
  return 2n * remainder >= divisor ? quotient + 1n : quotient;
};

export class Decimal {
  readonly #units: Units;
  readonly #scale: number;

  private constructor(units: Units, scale: number) {
    this.#units = units;
    this.#scale = scale;
  }

  static readonly ZERO = new Decimal(0, 0);
  static readonly ONE = new Decimal(1, 0);
  static readonly HUNDRED = new Decimal(100, 0);

  /** Undefined for a text that is no decimal, or too long to be computed with. */
  static parse(text: string): Decimal | undefined {
    if (text.length < SHORT) return Decimal.#parseShort(text);
    return text.length > LONGEST ? undefined : Decimal.#parseLong(text);
  }

  /** Digit by digit: what a regular expression finds it has to cut out, and nearly all decimals are parsed here. */
  static #parseShort(text: string): Decimal | undefined {
    const sign = text.charCodeAt(0);
    let units = 0;
    let digits = 0;
    let point = -1;
    for (let index = sign === MINUS || sign === PLUS ? 1 : 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code >= ZERO && code <= NINE) {
        units = units * 10 + (code - ZERO);
        digits++;
      } else if (code === POINT && point === -1) point = index;
      else return undefined;
    }
    if (digits === 0) return undefined;
    return new Decimal(sign === MINUS ? -units : units, point === -1 ? 0 : text.length - point - 1);
  }

  static #parseLong(text: string): Decimal | undefined {
    const [, sign, whole = "", fraction = ""] = FORM.exec(text) ?? [];
    const digits = whole + fraction;
    if (sign === undefined || digits === "") return undefined;
    const units = BigInt(digits);
    return new Decimal(sign === "-" ? -units : units, fraction.length);
  }

  plus(other: Decimal): Decimal {
    if (this.#scale === other.#scale) return new Decimal(add(this.#units, other.#units), this.#scale);
    const scale = Math.max(this.#scale, other.#scale);
    return new Decimal(add(this.#unitsAt(scale), other.#unitsAt(scale)), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(multiply(other.#units, -1), other.#scale));
  }

  times(other: Decimal): Decimal {
    return new Decimal(multiply(this.#units, other.#units), this.#scale + other.#scale);
  }

  /** Divided by a hundred: exact. */
  percent(): Decimal {
    return new Decimal(this.#units, this.#scale + 2);
  }

  /** To two decimals, half up towards positive infinity. */
  cents(): Decimal {
    return this.#scale <= 2 ? this : new Decimal(divideRounding(this.#units, this.#scale - 2), 2);
  }

  /** To a whole number, half up towards positive infinity. */
  integer(): Decimal {
    return this.#scale === 0 ? this : new Decimal(divideRounding(this.#units, this.#scale), 0);
  }

  abs(): Decimal {
    return this.sign() < 0 ? new Decimal(multiply(this.#units, -1), this.#scale) : this;
  }

  /** -1, 0 or 1. */
  sign(): number {
    return this.#units < 0 ? -1 : this.#units > 0 ? 1 : 0;
  }

  /** Negative when this is the smaller, 0 when both are the same amount: 120.00 is 120. */
  compare(other: Decimal): number {
    if (typeof this.#units === "number" && typeof other.#units === "number" && this.#scale === other.#scale) {
      return Math.sign(this.#units - other.#units);
    }
    return this.minus(other).sign();
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  /** The nearest double, as `Number` reads the text: for rules that the artefacts compute in binary. */
  toNumber(): number {
    const power = POWERS[this.#scale];
    // A quotient of exact numbers is rounded once.
    return typeof this.#units === "number" && power !== undefined ? this.#units / power : Number(this.toString());
  }

  /** As a person would write it, all decimals kept. */
  toString(): string {
    const negative = this.#units < 0;
    const digits = String(negative ? -this.#units : this.#units).padStart(this.#scale + 1, "0");
    const whole = digits.slice(0, digits.length - this.#scale);
    const fraction = digits.slice(digits.length - this.#scale);
    return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
  }

  #unitsAt(scale: number): Units {
    return scaled(this.#units, scale - this.#scale);
  }
}
