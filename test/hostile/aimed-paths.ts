/** Documents in which every rule over elements finds what it asks of, in more places than are shown, beside a crowd. */
import type { Family } from "#domain/regles/en16931/family.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { ELEMENT_RULES } from "#formats/rules/books.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import { many, type Shape } from "./growth.ts";

/** One more than are shown of each rule. */
const PLACES = 11;

interface Root {
  readonly name: string;
  readonly namespaces: Readonly<Record<string, string | undefined>>;
  /** Stands for any element of which an attribute is asked. */
  readonly some: string;
}

const ROOTS: Readonly<Record<Family, Root>> = {
  UBL: {
    name: "inv:Invoice",
    namespaces: { ...UBL_NAMESPACES, inv: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" },
    some: "cbc:ID",
  },
  CII: { name: "rsm:CrossIndustryInvoice", namespaces: CROSS_INDUSTRY_INVOICE.namespaces, some: "ram:ID" },
};

const listed = (on: ElementRule["on"]): readonly string[] => (typeof on === "string" ? [on] : on);

/** All paths that rules ask of in that family, each once. */
const pathsOf = (family: Family): readonly string[] => [
  ...new Set(ELEMENT_RULES[family].flatMap(({ on }) => listed(on))),
];

/** Any element whose name ends so: in the namespace that the path names, or in that of values. */
const named = (step: string, some: string): string =>
  (step.includes(":") ? step : `${some.split(":", 1)[0]}:${step}`).replace("*", "Some");

/** The elements on the way, one in the other, with a value that no rule takes. */
export const elementsOn = (path: string, family: Family, value = "?"): string => {
  const { some } = ROOTS[family];
  const steps = path.split("/").filter((step) => step !== "");
  const attribute = steps.at(-1)?.startsWith("@") ? ` ${steps.pop()?.slice(1)}="${value}"` : "";
  const names = (steps.length > 0 ? steps : [some]).map((step) => named(step, some));
  const last = names.length - 1;
  const opens = names.map((name, index) => `<${name}${index === last ? attribute : ""}>`);
  return `${opens.join("")}${value}${names
    .reverse()
    .map((name) => `</${name}>`)
    .join("")}`;
};

export const rootOf = (family: Family): { readonly opens: string; readonly closes: string } => {
  const { name, namespaces } = ROOTS[family];
  const declared = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return { opens: `<${name}${declared.join("")}>`, closes: `</${name}>` };
};

export const RULE_PATHS: Readonly<Record<Family, readonly string[]>> = { UBL: pathsOf("UBL"), CII: pathsOf("CII") };

/** The path of each place counts its way through the crowd. */
const crowded = (family: Family): Shape => {
  const { opens, closes } = rootOf(family);
  const each = RULE_PATHS[family].map((path) => elementsOn(path, family)).join("");
  return [opens, each.repeat(PLACES), many("<a/>"), closes];
};

export const CROWDED: Readonly<Record<Family, Shape>> = { UBL: crowded("UBL"), CII: crowded("CII") };
