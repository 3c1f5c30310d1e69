/** The published catalogue for people: one page, searched with the browser's own find; `#BR-CO-15` leads to a code. */
import { type Content, html, type Markup, NOTHING } from "#domain/rapports/markup.ts";
import { renderPage } from "#domain/rapports/page.ts";
import type { NamedTerm } from "#domain/rapports/report.ts";
import { SEVERITY_WORDS } from "#domain/rapports/words.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { CatalogueEntry, CatalogueText } from "./catalogue-entries.ts";
import { SECTIONS } from "./catalogue-sections.ts";

const TITLE = "Catalogue des codes de Plainchant";

/** Cells of one row, after the code. */
interface Row {
  readonly weight: string;
  readonly message: Content;
  readonly terms: readonly NamedTerm[];
}

const termLines = (terms: readonly NamedTerm[]): Content => terms.map(({ id, name }) => html`<div>${id} ${name}</div>`);

const ALL_SYNTAXES = 2;

const inSyntaxes = (syntaxes: readonly Family[] = []): readonly string[] =>
  syntaxes.length % ALL_SYNTAXES === 0 ? [] : [`en ${syntaxes.join()}`];

const inDays = ({ from, until }: CatalogueText): readonly string[] => [
  ...(from === undefined ? [] : [`depuis le ${from}`]),
  ...(until === undefined ? [] : [`jusqu'au ${until}`]),
];

const weightOf = (text: CatalogueText): string => {
  const { severity, status, syntaxes } = text;
  const weight = severity === undefined ? `Réponse ${status ?? ""}` : SEVERITY_WORDS[severity];
  return [weight, ...inSyntaxes(syntaxes), ...inDays(text)].join(", ");
};

const rowOf = (text: CatalogueText): Row => ({
  weight: weightOf(text),
  message: html`<p>${text.message}</p><p><strong>À faire :</strong> ${text.fix}</p>`,
  terms: text.terms,
});

const neverRow = ({ never }: CatalogueEntry): readonly Row[] =>
  never === undefined
    ? []
    : [
        {
          weight: ["Jamais signalé", ...inSyntaxes(never.syntaxes)].join(", "),
          message: html`<p>${never.about}</p><p>${never.reason}</p>`,
          terms: never.terms,
        },
      ];

const codeCell = (code: string, rows: number): Markup =>
  html`<th scope="row"${rows > 1 ? html` rowspan="${rows}"` : NOTHING}><a href="#${code}">${code}</a></th>`;

const entryRows = (entry: CatalogueEntry): Markup => {
  const { code, texts } = entry;
  const rows = [...texts.map(rowOf), ...neverRow(entry)];
  return html`<tbody id="${code}">
${rows.map(
  ({ weight, message, terms }, index) =>
    html`<tr>${index === 0 ? codeCell(code, rows.length) : NOTHING}<td>${weight}</td><td>${message}</td><td>${termLines(terms)}</td></tr>
`,
)}</tbody>
`;
};

interface FilledSection {
  readonly anchor: string;
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
}

const sectionsOf = (entries: readonly CatalogueEntry[]): readonly FilledSection[] =>
  Object.entries(SECTIONS).map(([id, { title }]) => ({
    anchor: `section-${id}`,
    title,
    entries: entries.filter(({ section }) => section === id),
  }));

const contents = (sections: readonly FilledSection[]): Markup => html`<nav aria-label="Sommaire">
<h2>Sommaire</h2>
<ul>
${sections.map(
  ({ anchor, title, entries }) => html`<li><a href="#${anchor}">${title}</a> : ${entries.length}</li>
`,
)}</ul>
</nav>
`;

const sectionMarkup = ({
  anchor,
  title,
  entries,
}: FilledSection): Markup => html`<section class="document" id="${anchor}">
<h2>${title}</h2>
<table>
<thead><tr><th scope="col">Code</th><th scope="col">Gravité</th><th scope="col">Ce qui ne va pas, et que faire</th><th scope="col">Données</th></tr></thead>
${entries.map(entryRows)}</table>
</section>
`;

const INTRODUCTION = html`<p>Chaque anomalie d'un rapport et chaque refus porte un code, qui ne change pas ; les textes peuvent changer.
Ce qui est bloquant refuse la facture ; un avertissement ne la refuse pas.
Un mot entre accolades tient la place d'une valeur du document.</p>
<p>Les règles de la norme européenne EN 16931 sont celles de ses artefacts de validation officiels, en version 1.3.16.</p>
`;

export const renderCatalogue = (entries: readonly CatalogueEntry[]): string => {
  const sections = sectionsOf(entries);
  const body = html`<h1>${TITLE}</h1>
${INTRODUCTION}${contents(sections)}${sections.map(sectionMarkup)}`;
  return renderPage({ title: TITLE, body });
};
