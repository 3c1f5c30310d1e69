/** The page that shows where Chorus data stand is made from the tables that read them: `npx vitest run -u` writes it anew. */
import { expect, it } from "vitest";
import { CHORUS_DATA, type ChorusPlace } from "#domain/facture/chorus-data.ts";
import type { Syntax } from "#domain/facture/invoice.ts";
import { TERMS } from "#domain/facture/terms.ts";
import { SYNTAX_TABLES } from "#formats/syntaxes.ts";

const pathsOf = (syntax: Syntax, term: ChorusPlace["term"]): string => {
  const paths = SYNTAX_TABLES[syntax].rows.filter(({ id }) => id === term).map(({ path }) => `\`${path}\``);
  return paths.length === 0 ? "—" : paths.join("<br>");
};

const termOf = ({ term, scheme }: ChorusPlace): string =>
  `${term} ${TERMS[term].name}${scheme === undefined ? "" : `, scheme ${scheme}`}`;

const rows = Object.entries(CHORUS_DATA).flatMap(([name, { libelle, places }]) =>
  places.map((place: ChorusPlace, index) =>
    [
      index === 0 ? `${libelle} (\`${name}\`)` : "",
      termOf(place),
      pathsOf("ubl-invoice", place.term),
      pathsOf("cii", place.term),
      place.source,
    ].join(" | "),
  ),
);

const PAGE = `# Where Chorus data stand

Made from \`functions/domain/facture/chorus-data.ts\` and the tables of the syntaxes; a test keeps it true. The first place
counts, the next one only where it is empty. Paths start at the root; prefixes are those of the tables. Identifiers of the
supplier, the recipient and the valideur count when their scheme is one of \`IDENTIFIER_TYPES\`. A UBL credit note has the
same places. No public source says where the historic UBL flow (FSO1100A) names a valideur.

| Datum | Term | UBL | CII | Source |
|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join("\n")}
`;

it("docs/chorus-data.md shows each datum with its terms and its places", async () => {
  await expect(PAGE).toMatchFileSnapshot("../../docs/chorus-data.md");
});
