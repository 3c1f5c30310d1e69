/** The rules that only say that something is not to be there, made from a line each; their words are put together from the path. */
import type { Severity } from "#domain/fautes/fault.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import { COMMON_WORDS } from "#formats/rules/absent-words.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";

export interface AbsentSection {
  /** What the paths begin with; the root without it. Several where a rule looks into each. */
  readonly under?: string | readonly string[];
  /** In the notation of {@link ElementRule}. */
  readonly except?: string | readonly string[];
  /** In French, what `under` leads to: « du vendeur ». Empty where the path says enough. */
  readonly of: string;
  readonly severity: Severity;
  readonly terms: RuleHead["terms"];
  /** By the id of the rule, the path of what is not to be there, and its words where those of the path say too little. */
  readonly absent: Readonly<Record<string, string | readonly [path: string, words: string]>>;
}

/** By local name, `@` before that of an attribute; or by a path of two. */
export type AbsentWords = Readonly<Record<string, string>>;

/** In the order in which they are tried. */
const GENITIVES: readonly (readonly [article: string, genitive: string])[] = [
  ["le ", "du "],
  ["les ", "des "],
  ["un ", "d'un "],
  ["", "de "],
];

const genitive = (words: string): string => {
  const [article = "", instead = ""] = GENITIVES.find(([start]) => words.startsWith(start)) ?? [];
  return `${instead}${words.slice(article.length)}`;
};

/** A mistake in a table is a bug of ours: it stops the program when the table is loaded. */
const wordOf = (name: string, dictionary: AbsentWords): string => {
  const word = dictionary[name] ?? COMMON_WORDS[name];
  if (word === undefined) throw new Error(`${name}: has no French name`);
  return word;
};

/** The words of the steps, the last one first: « le nom », « la taxe ». */
const wordsOf = (path: string, dictionary: AbsentWords): readonly string[] => {
  const names = path.split("/").map((step) => step.slice(step.indexOf(":") + 1));
  const words: string[] = [];
  for (let last = names.length - 1; last >= 0; last--) {
    const both = names.slice(Math.max(last - 1, 0), last + 1).join("/");
    const ofBoth = last > 0 ? dictionary[both] : undefined;
    words.push(ofBoth ?? wordOf(names[last] ?? "", dictionary));
    if (ofBoth !== undefined) last--;
  }
  return words;
};

const phraseOf = (path: string, of: string, dictionary: AbsentWords): string => {
  const [first = "", ...around] = wordsOf(path, dictionary);
  return [first, ...around.map(genitive), of].filter((words) => words !== "").join(" ");
};

const REMEDY = "si l'acheteur en a besoin, donnez cette information dans une note de facture (BT-22)";

const capital = (phrase: string): string => phrase.charAt(0).toUpperCase() + phrase.slice(1);

/** In the number of what is meant, in any gender. */
const placeless = (phrase: string): string => (phrase.startsWith("les ") ? "n'ont pas leur place" : "n'a pas sa place");

const listed = (under: AbsentSection["under"]): readonly string[] =>
  typeof under === "object" ? under : [under ?? ""];

const joined = (under: string, path: string): string =>
  under === "" || under === "//" ? `${under}${path}` : `${under}/${path}`;

const rulesOf = (section: AbsentSection, family: Family, dictionary: AbsentWords): readonly ElementRule[] =>
  Object.entries(section.absent).map(([id, entry]): ElementRule => {
    const [path, words] = typeof entry === "string" ? [entry] : entry;
    const phrase = words ?? phraseOf(path, section.of, dictionary);
    return {
      id,
      severity: section.severity,
      terms: section.terms,
      on: listed(section.under).map((under) => joined(under, path)),
      ...(section.except !== undefined && { except: section.except }),
      message: `${capital(phrase)} ${placeless(phrase)} dans une facture ${family}.`,
      fix: path.includes("@") ? `Retirez ${phrase}.` : `Retirez ${phrase} ; ${REMEDY}.`,
    };
  });

export const absentRules = (
  family: Family,
  sections: readonly AbsentSection[],
  dictionary: AbsentWords,
): readonly ElementRule[] => sections.flatMap((section) => rulesOf(section, family, dictionary));
