/** Reports as one HTML file, to be sent to a supplier: each fault once, with its places and what to do. */
import { type GroupedFault, groupFaults, type PlaceOfFault } from "#domain/rapports/grouping.ts";
import { type Content, html, type Markup, NOTHING } from "#domain/rapports/markup.ts";
import { renderPage } from "#domain/rapports/page.ts";
import type { Report } from "#domain/rapports/report.ts";
import { quoted, visible } from "#domain/rapports/visible.ts";
import { otherPlaces, SEVERITY_WORDS, syntaxWords, titleWords, verdictWords } from "#domain/rapports/words.ts";

export interface ReportedDocument {
  /** Where the document comes from: a path, a name in an archive. */
  readonly name?: string;
  readonly report: Report;
}

interface Column {
  readonly title: string;
  readonly of: (place: PlaceOfFault) => Content | undefined;
}

const value = (text: string | undefined): Content | undefined =>
  text === undefined ? undefined : html`<code>${quoted(text)}</code>`;

const COLUMNS: readonly Column[] = [
  { title: "Ligne", of: ({ at }) => at?.line },
  { title: "Colonne", of: ({ at }) => at?.column },
  { title: "Emplacement", of: ({ at }) => at && html`<code>${visible(at.path)}</code>` },
  { title: "Valeur trouvée", of: (place) => value(place.value) },
  { title: "Valeur attendue", of: ({ expected }) => value(expected) },
];

/** Without the columns that no place has anything for. */
const placesTable = (places: readonly PlaceOfFault[]): Markup => {
  const columns = COLUMNS.filter(({ of }) => places.some((place) => of(place) !== undefined));
  if (columns.length === 0) return NOTHING;
  const heads = columns.map(({ title }) => html`<th scope="col">${title}</th>`);
  const rows = places.map(
    (place) => html`<tr>${columns.map(({ of }) => html`<td>${of(place) ?? ""}</td>`)}</tr>
`,
  );
  return html`<table>
<caption>Où</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
};

const termsList = ({ terms }: GroupedFault): Markup =>
  terms.length === 0
    ? NOTHING
    : html`<p>Données concernées :</p>
<ul>
${terms.map(
  ({ id, name }) => html`<li>${id} : ${name}</li>
`,
)}</ul>
`;

const faultSection = (fault: GroupedFault): Markup => {
  const { code, severity, message, fix, places, others } = fault;
  return html`<section class="${severity}">
<h3>${SEVERITY_WORDS[severity]} : ${code}</h3>
<p>${visible(message)}</p>
<p><strong>À faire :</strong> ${visible(fix)}</p>
${placesTable(places)}${
  others === 0
    ? NOTHING
    : html`<p>${otherPlaces(others)}.</p>
`
}${termsList(fault)}</section>
`;
};

const fileName = (name: string | undefined): Markup =>
  name === undefined
    ? NOTHING
    : html`<p>Fichier : <code>${visible(name)}</code></p>
`;

const anchorOf = (index: number): string => `document-${index + 1}`;

const documentSection = ({ name, report }: ReportedDocument, index: number): Markup => {
  const faults = groupFaults(report);
  return html`<section class="document" id="${anchorOf(index)}">
<h2>${visible(titleWords(report))}</h2>
${fileName(name)}<p>${syntaxWords(report)}</p>
<p class="verdict ${report.valid ? "valid" : "fatal"}">${verdictWords(report, faults)}.</p>
${faults.map(faultSection)}</section>
`;
};

const contents = (documents: readonly ReportedDocument[]): Markup => {
  const rows = documents.map(
    ({ name, report }, index) =>
      html`<tr><td><a href="#${anchorOf(index)}">${visible(titleWords(report))}</a></td><td><code>${visible(name ?? "")}</code></td><td>${verdictWords(report, groupFaults(report))}</td></tr>
`,
  );
  return html`<nav aria-label="Documents">
<table>
<caption>Documents vérifiés</caption>
<thead><tr><th scope="col">Facture</th><th scope="col">Fichier</th><th scope="col">Verdict</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</nav>
`;
};

const titleOf = (documents: readonly ReportedDocument[]): string => {
  const [first, ...others] = documents;
  if (first === undefined || others.length > 0) return `Rapport de vérification de ${documents.length} factures`;
  return `Rapport de vérification : ${visible(titleWords(first.report))}`;
};

/** One file for one document or for many; whatever the documents say is shown as text. */
export const renderHtml = (documents: readonly ReportedDocument[]): string => {
  const title = titleOf(documents);
  const body = html`<h1>${title}</h1>
${documents.length > 1 ? contents(documents) : NOTHING}${documents.map(documentSection)}`;
  return renderPage({ title, body });
};
