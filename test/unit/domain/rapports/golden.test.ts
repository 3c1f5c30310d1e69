/** Whole reports as people and systems read them. `npx vitest run test/unit/domain/rapports -u` writes them again: read the difference. */
import { describe, expect, it } from "vitest";
import { renderHtml } from "#domain/rapports/html.ts";
import { renderText } from "#domain/rapports/text.ts";
import { GOLDEN, SPOILED_CII, SPOILED_UBL, UNREADABLE, VALID, VALID_CII } from "./reports.ts";

const DOCUMENTS = [
  { name: "valide", report: VALID },
  { name: "valide-cii", report: VALID_CII },
  { name: "ubl-anomalies", report: SPOILED_UBL },
  { name: "cii-anomalies", report: SPOILED_CII },
  { name: "illisible", report: UNREADABLE },
] as const;

describe.each(DOCUMENTS)("the report « $name »", ({ name, report }) => {
  const golden = (text: string, extension: string): Promise<void> =>
    expect(text).toMatchFileSnapshot(`${GOLDEN}/${name}.${extension}`);

  it("is said in a terminal", async () => {
    await golden(renderText(report, undefined, { name: `${name}.xml` }), "txt");
  });

  it("is sent as a page", async () => {
    await golden(renderHtml([{ name: `${name}.xml`, report }]), "html");
  });

  it("is answered to systems", async () => {
    await golden(`${JSON.stringify(report, null, 2)}\n`, "json");
  });
});

it("several documents are one page, which opens on all their verdicts", async () => {
  await expect(renderHtml(DOCUMENTS)).toMatchFileSnapshot(`${GOLDEN}/ensemble.html`);
});
