/** How CII tells of which tax something is, and in which category: by texts as they are written. */
import type { Test } from "#formats/rules/below.ts";
import { someChild } from "#formats/rules/questions.ts";

const isVat: Test = ({ text }) => text.toUpperCase() === "VAT";

export const isOfVat: Test = (tax) => someChild(tax, "TypeCode", isVat);

const always: Test = () => true;

/** The element is of VAT, and has a category that is as asked; any without a test. */
export const isCategoryOfVat = (asked: Test = always): Test => {
  const isCategorised: Test = (tax) => someChild(tax, "CategoryCode", asked);
  return (tax) => isOfVat(tax) && isCategorised(tax);
};
