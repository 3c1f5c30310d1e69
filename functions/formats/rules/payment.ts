/** Means of payment as the elements of each syntax give them: BR-49 to BR-51, BR-61. */
import type { Family } from "#domain/regles/en16931/family.ts";
import { says, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { exists, first, isFilled, textAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { beside } from "#formats/rules/questions.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { isSpace, skipSpace, trimXml } from "#formats/xml/whitespace.ts";

/** UNTDID 4461: credit transfer, SEPA credit transfer. */
const CREDIT_TRANSFERS = ["30", "58"] as const;

/** Digits of a card number that may be shown: the first six and the last four (PCI DSS). */
const MAX_CARD_DIGITS = 10;

/** Spaces between digits count one, however many there are. Counted no further than it takes: a text may be of 10 MB. */
const isMasked = (number: XmlElement | undefined): boolean => {
  const shown = trimXml(number?.text ?? "");
  let count = 0;
  for (let index = 0; index < shown.length; count++) {
    if (count === MAX_CARD_DIGITS) return false;
    index = isSpace(shown.charCodeAt(index)) ? skipSpace(shown, index) : index + 1;
  }
  return true;
};

const isCreditTransfer = says(...CREDIT_TRANSFERS);

const UBL_MEANS = "//cac:PaymentMeans";
const ACCOUNT_ID = ["PayeeFinancialAccount", "ID"] as const;
const isOfUblTransfer: Test = beside("PaymentMeansCode", isCreditTransfer);

const UBL: readonly ElementRule[] = [
  asElements("BR-49", { on: UBL_MEANS, holds: (means) => exists(means, "PaymentMeansCode") }),
  asElements("BR-50", {
    on: `${UBL_MEANS}/cac:PayeeFinancialAccount`,
    holds: (account) => isFilled(account, "ID") || !isOfUblTransfer(account),
  }),
  asElements("BR-51", { on: `${UBL_MEANS}/cac:CardAccount/cbc:PrimaryAccountNumberID`, holds: isMasked }),
  asElements("BR-61", {
    on: UBL_MEANS,
    // Here, and not in BR-50, the code is read without the spaces around it.
    holds: (means) =>
      exists(means, ACCOUNT_ID) || !CREDIT_TRANSFERS.some((code) => code === textAt(means, "PaymentMeansCode")),
    shown: (means) => first(means, "PaymentMeansCode"),
  }),
];

const CII_MEANS = "//ram:SpecifiedTradeSettlementPaymentMeans";
const CII_ACCOUNT = `${CII_MEANS}/ram:PayeePartyCreditorFinancialAccount`;
const isOfCiiTransfer: Test = beside("TypeCode", isCreditTransfer);

const isNamed: Test = (account) => isFilled(account, "IBANID") || isFilled(account, "ProprietaryID");
const hasId: Test = (account) => exists(account, "IBANID") || exists(account, "ProprietaryID");

const CII: readonly ElementRule[] = [
  asElements("BR-49", { on: CII_MEANS, holds: (means) => exists(means, "TypeCode") }),
  asElements("BR-50", { on: CII_ACCOUNT, holds: (account) => isNamed(account) || !isOfCiiTransfer(account) }),
  asElements("BR-51", {
    on: "//ram:ApplicableTradeSettlementFinancialCard",
    holds: (card) => isMasked(first(card, "ID")),
    shown: (card) => first(card, "ID"),
  }),
  asElements("BR-61", { on: CII_ACCOUNT, holds: (account) => hasId(account) || !isOfCiiTransfer(account) }),
];

export const PAYMENT_ELEMENT_RULES: Readonly<Record<Family, readonly ElementRule[]>> = { UBL, CII };
