/** The two files of the published catalogue, from the tables. */
import { type CatalogueEntry, catalogueEntries } from "./catalogue-entries.ts";
import { renderCatalogue } from "./catalogue-page.ts";
import { SECTIONS } from "./catalogue-sections.ts";

/** One code a line: a difference of two versions shows the codes that changed. */
const asJson = (entries: readonly CatalogueEntry[]): string => {
  const sections = Object.entries(SECTIONS).map(([id, { title }]) => ({ id, title }));
  const lines = [
    "{",
    `"sections": ${JSON.stringify(sections)},`,
    '"codes": [',
    entries.map((entry) => JSON.stringify(entry)).join(",\n"),
    "]",
    "}",
  ];
  return `${lines.join("\n")}\n`;
};

/** By their names in `docs`. */
export const catalogueFiles = (): Readonly<Record<"catalogue.html" | "catalogue.json", string>> => {
  const entries = catalogueEntries();
  return { "catalogue.html": renderCatalogue(entries), "catalogue.json": asJson(entries) };
};
