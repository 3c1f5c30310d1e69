import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { ARCHIVE_LIMITS } from "#domain/limites/archive.ts";
import { MAX_TAILLE } from "#domain/limites/depot.ts";
import { zipOf } from "#infra/samples/zip.ts";
import { tarGz } from "../formats/archives/archive-bytes.ts";
import { verdictsOf, verification } from "./verification.ts";
import { folderOf, GOOD, WRONG } from "./verify-files.ts";

/** Path below the folder and codes of the faults, document by document. */
const judged = async (folder: string, args: readonly string[] = [folder]) => {
  const { status, out, error } = await verification(["--json", ...args]);
  const documents = verdictsOf(out).map(({ path, faults }) => [
    path.replace(`${folder}/`, ""),
    ...faults.map(({ code }) => code),
  ]);
  return { status, documents, error };
};

const NOBODY = 65_534;

/** Root may read whatever it likes: for once it is somebody else. */
const asAnybody = async <Result>(act: () => Promise<Result>): Promise<Result> => {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
};

describe("a folder", () => {
  it("is read whole, in the order of its names, save for what is hidden, linked or of another kind", async () => {
    const folder = folderOf({
      "é.XML": GOOD,
      "b/facture de mars.xml": GOOD,
      "b/a/f.xml": GOOD,
      "a.pdf": "%PDF-1.7\n",
      "c.tgz": tarGz([{ path: "m.xml", content: GOOD }]),
      "lisez-moi.txt": "",
      ".caché.xml": GOOD,
      ".git/f.xml": GOOD,
    });
    symlinkSync(folder, join(folder, "b/boucle"));
    symlinkSync(join(folder, "é.XML"), join(folder, "lien.xml"));
    expect(await judged(folder)).toEqual({
      status: 1,
      error: "",
      documents: [["a.pdf", "PDF_NON_LU"], ["b/a/f.xml"], ["b/facture de mars.xml"], ["c.tgz!/m.xml"], ["é.XML"]],
    });
    expect((await verification([folder])).out).toContain("Ignorés    5 ");
  });

  it("may be named with a slash at its end, which is not doubled", async () => {
    const folder = folderOf({ "f.xml": GOOD });
    expect((await judged(folder, [`${folder}/`])).documents).toEqual([["f.xml"]]);
  });

  it("that cannot be opened has a fault of its own, and so has a file; the rest is judged", async () => {
    const folder = folderOf({ "a/f.xml": GOOD, "b.xml": GOOD, "c.xml": GOOD });
    chmodSync(folder, 0o755);
    for (const name of ["a", "b.xml"]) chmodSync(join(folder, name), 0);
    const { status, documents } = await asAnybody(() => judged(folder));
    chmodSync(join(folder, "a"), 0o755);
    expect({ status, documents }).toEqual({
      status: 1,
      documents: [["a", "DOSSIER_ILLISIBLE"], ["b.xml", "FICHIER_ILLISIBLE"], ["c.xml"]],
    });
  });

  it("without anything to judge is a misuse, that says how much was passed over", async () => {
    const folder = folderOf({ "a.txt": "", "b.csv": "" });
    const ended = await verification([folder]);
    expect(ended).toMatchObject({ status: 2, out: "" });
    expect(ended.error).toBe(
      `Rien à vérifier dans ${folder} : aucun fichier .xml, .pdf, .zip, .tar.gz ou .tgz (2 ignorés).\n`,
    );
  });
});

describe("a file", () => {
  it("that is named is judged whatever its name, and several in the order in which they are named", async () => {
    const folder = folderOf({ ".caché": GOOD, "tableur.csv": "numero;date\n" });
    const paths = [join(folder, "tableur.csv"), join(folder, ".caché")];
    expect((await judged(folder, paths)).documents).toEqual([["tableur.csv", "FICHIER_NON_XML"], [".caché"]]);
  });

  it("that is larger than any deposit is not read", async () => {
    const folder = folderOf({ "énorme.zip": Buffer.alloc(MAX_TAILLE + 1) });
    expect(await judged(folder)).toMatchObject({ status: 1, documents: [["énorme.zip", "FICHIER_DEMESURE"]] });
  });

  it("that cannot be opened has a fault that says why, and the others are judged", async () => {
    const folder = folderOf({ "f.xml": GOOD });
    symlinkSync("boucle", join(folder, "boucle"));
    const { status, documents } = await judged(folder, [join(folder, "boucle"), join(folder, "f.xml")]);
    expect({ status, documents }).toEqual({ status: 1, documents: [["boucle", "FICHIER_ILLISIBLE"], ["f.xml"]] });
  });

  it("that is no file at all is read to its end, or as far as a deposit may go", async () => {
    const zero = await verification(["--json", "/dev/null", "/dev/zero"]);
    expect(verdictsOf(zero.out).map(({ faults }) => faults[0]?.code)).toEqual(["FICHIER_VIDE", "FICHIER_DEMESURE"]);
  });
});

describe("an archive", () => {
  const TWO = [
    { path: "mars/f.xml", content: GOOD },
    { path: "g.xml", content: WRONG },
  ];

  it.each([
    [
      "ZIP",
      "lot.zip",
      zipOf([
        { nom: "mars/f.xml", contenu: GOOD },
        { nom: "g.xml", contenu: WRONG },
      ]),
    ],
    ["TAR.GZ", "lot.tar.gz", tarGz(TWO)],
    ["without the name of one", "lot.xml", tarGz(TWO)],
  ])("%s gives its members", async (_, name, bytes) => {
    expect(await judged(folderOf({ [name]: bytes }))).toMatchObject({
      status: 1,
      documents: [[`${name}!/mars/f.xml`], [`${name}!/g.xml`, "BR-CO-16"]],
    });
  });

  it("may have more members than a deposit, which stores each of them", async () => {
    const one = { path: "f.xml", content: "<a/>" };
    const bytes = tarGz(Array.from({ length: ARCHIVE_LIMITS.members.max + 1 }, () => one));
    const { documents } = await judged(folderOf({ "lot.tar.gz": bytes }));
    expect(documents).toHaveLength(ARCHIVE_LIMITS.members.max + 1);
    expect(new Set(documents.map(([path]) => path))).toEqual(new Set(["lot.tar.gz!/f.xml"]));
  });

  it("has a fault for each member that is not unpacked", async () => {
    const bytes = zipOf([
      { nom: "../f.xml", contenu: GOOD },
      { nom: "g.xml", contenu: GOOD },
    ]);
    expect((await judged(folderOf({ "lot.zip": bytes }))).documents).toEqual([
      ["lot.zip!/../f.xml", "MEMBRE_NOM_INTERDIT"],
      ["lot.zip!/g.xml"],
    ]);
  });

  it("that is refused on the way has a fault of its own after the members before", async () => {
    const cut = tarGz(TWO).subarray(0, -200);
    const { status, documents } = await judged(folderOf({ "lot.tgz": cut }));
    expect(status).toBe(1);
    expect(documents.at(-1)).toEqual(["lot.tgz", "ARCHIVE_ILLISIBLE"]);
  });
});

describe("standard input", () => {
  const read = async (stdin: AsyncIterable<Uint8Array>) => {
    const { status, out } = await verification(["--json", "-"], { stdin });
    return { status, documents: verdictsOf(out).map(({ path, faults }) => [path, ...faults.map(({ code }) => code)]) };
  };

  it("is one document, in however many parts it comes", async () => {
    const parts = [GOOD.subarray(0, 1000), GOOD.subarray(1000)];
    expect(await read(Readable.from(parts))).toEqual({ status: 0, documents: [["-"]] });
  });

  it("may be an archive", async () => {
    const stdin = Readable.from([zipOf([{ nom: "f.xml", contenu: GOOD }])]);
    expect(await read(stdin)).toEqual({ status: 0, documents: [["-!/f.xml"]] });
  });

  it("is left alone once it is larger than any deposit", async () => {
    let parts = 0;
    async function* endless() {
      for (;;) {
        parts += 1;
        yield Buffer.alloc(1024 * 1024, " ");
      }
    }
    expect(await read(endless())).toEqual({ status: 1, documents: [["-", "FICHIER_DEMESURE"]] });
    expect(parts).toBe(31);
  });

  it("that breaks off has a fault", async () => {
    const broken = new Readable({ read: () => void broken.destroy(new Error("no more")) });
    expect(await read(broken)).toEqual({ status: 1, documents: [["-", "FICHIER_ILLISIBLE"]] });
  });
});
