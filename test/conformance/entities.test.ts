/** Nothing that an invoice names is expanded, and nothing that it points to is fetched. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { term } from "#domain/facture/invoice.ts";
import type { Reading } from "#formats/read.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { ROOT } from "#test/architecture/root.ts";
import { readingJson } from "#test/unit/formats/model-json.ts";
import { attacksOn, SECRET } from "./attacks.ts";
import { hasDocumentType } from "./document-type.ts";
import { nameOf, READ, readDocument } from "./read-document.ts";
import { readSuite } from "./w3c-suite.ts";

/** All that is said to anyone of what was read. */
const saidBy = (reading: Reading): string => JSON.stringify(readingJson(reading));

const noteOf = ({ invoice }: Reading): string | undefined => {
  const notes = invoice?.groups.get("BG-1") ?? [];
  return notes.map((note) => term(note, "BT-22")?.value ?? "")[0];
};

describe("attacks by what an invoice names", () => {
  const folder = mkdtempSync(join(tmpdir(), "plainchant-attacks-"));
  const file = join(folder, "secret.txt");
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end(SECRET);
  });
  const listening = Promise.withResolvers<string>();

  beforeAll(async () => {
    writeFileSync(file, SECRET);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      listening.resolve(typeof address === "object" ? `http://127.0.0.1:${address?.port}/secret` : "");
    });
    await listening.promise;
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const attacks = async () => attacksOn({ file: pathToFileURL(file).href, http: await listening.promise });

  it("brings in nothing from the file, the server or an entity", async () => {
    const readings = (await attacks()).map(({ name, xml }) => ({ name, reading: readInvoice(Buffer.from(xml)) }));
    expect(readings.filter(({ reading }) => saidBy(reading).includes(SECRET)).map(({ name }) => name)).toEqual([]);
    expect(readings).toHaveLength(32);
  });

  it("refuses what declares, and reads the rest as it is written", async () => {
    const all = await attacks();
    const answers = all.map(({ name, xml }) => {
      const reading = readInvoice(Buffer.from(xml));
      const code = reading.invoice ? undefined : reading.faults[0]?.code;
      return [name, code, noteOf(reading)];
    });
    expect(answers).toEqual(all.map(({ name, code, note }) => [name, code, note]));
  });

  it("asks the server nothing, then or a little later", async () => {
    for (const { xml } of await attacks()) readInvoice(Buffer.from(xml));
    await fetch(await listening.promise);
    expect(asked).toEqual(["/secret"]);
  });
});

describe("documents of the W3C suite that declare a document type", () => {
  it("are never read, so that no entity of theirs can be", () => {
    const declaring = readSuite().filter(({ bytes }) => hasDocumentType(bytes));
    const read = declaring.filter(({ bytes }) => nameOf(readDocument(bytes)) === READ);
    expect(read.map(({ id }) => id)).toEqual([]);
    expect(declaring).toHaveLength(2185);
  });
});

describe("the modules that read", () => {
  it("have no way to a file or to the network", async () => {
    const { metafile, outputFiles } = await build({
      absWorkingDir: ROOT,
      entryPoints: ["functions/formats/read-invoice.ts"],
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      metafile: true,
    });
    const foreign = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect([...new Set(foreign)]).toEqual(["node:buffer"]);
    const code = outputFiles.map(({ text }) => text).join("\n");
    expect(code.match(/\b(?:fetch|globalThis|getBuiltinModule|WebSocket|EventSource|XMLHttpRequest)\b/g)).toBeNull();
    expect(code.match(/\bimport\s*\(|\beval\s*\(|\bnew Function\b/g)).toBeNull();
  });
});
