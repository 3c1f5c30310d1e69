/** What rules that compute say they computed. */
import type { Decimal } from "#domain/facture/decimal.ts";

const POINT = ".";
const CENTS = 2;

/** As invoices write amounts: two decimals at least, and all that there are. */
const amountText = (amount: Decimal): string => {
  const text = amount.toString();
  const point = text.indexOf(POINT);
  return point < 0 ? `${text}${POINT}00` : text.padEnd(point + 1 + CENTS, "0");
};

/** The amount that was computed; undefined where it is the stated one, so that the rule was broken for something else. */
export const insteadOf = (stated: Decimal | undefined, computed: Decimal | undefined): string | undefined =>
  computed === undefined || stated?.equals(computed) === true ? undefined : amountText(computed);
