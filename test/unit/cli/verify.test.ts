import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Advance, NO_PROGRESS, type Progress } from "#infra/cli/verify-progress.ts";
import { verdictsOf, verification } from "./verification.ts";
import { folderOf, GOOD, WARNED, WRONG } from "./verify-files.ts";

describe("npm run verify", () => {
  it("ends with 0 when all are valid, be it with warnings, and with 1 when one is not", async () => {
    const folder = folderOf({ "bonne.xml": GOOD, "fausse.xml": WRONG, "avertie.xml": WARNED });
    const [good, wrong, warned] = ["bonne.xml", "fausse.xml", "avertie.xml"].map((name) => join(folder, name));
    expect(await verification([good ?? "", warned ?? ""])).toMatchObject({ status: 0, error: "" });
    expect(await verification([good ?? "", wrong ?? "", warned ?? ""])).toMatchObject({ status: 1, error: "" });
  });

  it("says a valid document in one line, the others with what to do, then the figures", async () => {
    const folder = folderOf({ "a.xml": GOOD, "b.xml": WRONG, "c.xml": WARNED, "lisez-moi.txt": "" });
    const { out } = await verification(["--profile", "chorus-pro", folder]);
    expect(out.startsWith(`✓ ${folder}/a.xml\n\n✗ ${folder}/b.xml\n`)).toBe(true);
    expect(out).toContain("BLOQUANT BR-CO-16\n");
    expect(out).toContain("À faire");
    expect(out).toContain(`\n✓ ${folder}/c.xml\n`);
    expect(out.slice(out.indexOf("Documents"))).toMatch(
      /^Documents {2}3\nValides {4}2, dont 1 avec des avertissements\nInvalides {2}1\nIgnorés {4}1 \(.+\)\nDurée {6}[\d,]+ s, soit [\d\s]+ documents par seconde\nVérifié : Dépôt sur la plateforme, pour le secteur public\.\n$/,
    );
  });

  it("gives no figures of a single document", async () => {
    const folder = folderOf({ "a.xml": GOOD });
    const { out } = await verification([folder]);
    expect(out).toMatch(/^✓ .+\/a\.xml\n\nVérifié : Norme EN 16931 seule\..+ --profile chorus-pro\.\n$/);
  });

  it("shows no name as a terminal would obey it", async () => {
    const folder = folderOf({ "\u001B]0;titre\u0007.xml": GOOD });
    expect((await verification([folder])).out).not.toContain("\u001B");
  });

  it("asks what the profile asks", async () => {
    const file = join(folderOf({ "f.xml": GOOD }), "f.xml");
    expect(await verification(["--profile", "en16931", file])).toMatchObject({ status: 0 });
    expect(await verification(["--profile", "br-fr", file])).toMatchObject({ status: 1 });
  });
});

describe("--json", () => {
  it("gives one line a document and nothing else, EN 16931 apart from the rest", async () => {
    const folder = folderOf({ "a.xml": GOOD, "b.xml": WRONG, "c.xml": WARNED, "d.xml": "" });
    const { out } = await verification(["--json", "--profile", "chorus-pro", folder]);
    const [a, b, c, d, ...others] = verdictsOf(out);
    const right = { syntax: "ubl-invoice", fatal: [], warning: [] };
    expect(a).toEqual({ path: `${folder}/a.xml`, ...right, faults: [] });
    expect(b).toMatchObject({ ...right, fatal: ["BR-CO-16"], faults: [{ code: "BR-CO-16", severity: "fatal" }] });
    expect(c).toMatchObject({ ...right, faults: [{ code: "SPECIFICATION_HORS_DEPOT", severity: "warning" }] });
    expect(d).toMatchObject({ syntax: null, fatal: [], warning: [], faults: [{ code: "FICHIER_VIDE" }] });
    expect(others).toEqual([]);
    for (const line of out.trimEnd().split("\n")) {
      expect(Object.keys(JSON.parse(line))).toEqual(["path", "syntax", "fatal", "warning", "faults"]);
    }
  });

  it("names a rule once, sorted, however many places break it and are not shown", async () => {
    const line = /<cac:InvoiceLine>[\s\S]*?<\/cac:InvoiceLine>/;
    const unnamed = (one: string): string => one.replace(/<cbc:Name>[^<]*<\/cbc:Name>/, "").repeat(30);
    const wrong = WRONG.toString().replace(line, unnamed);
    const [verdict] = verdictsOf((await verification(["--json", join(folderOf({ "f.xml": wrong }), "f.xml")])).out);
    expect(verdict?.fatal).toEqual([...new Set(verdict?.fatal)].sort());
    expect(verdict?.fatal).toEqual(expect.arrayContaining(["BR-25", "BR-CO-16"]));
  });
});

describe("misuse", () => {
  it.each([
    [["--inconnu", "f.xml"], "Option inconnue : --inconnu. Voir npm run verify -- --help."],
    [["-x", "f.xml"], "Option inconnue : -x. Voir npm run verify -- --help."],
    [["--profile", "en", "f.xml"], "Profil inconnu : en. Profils connus : en16931, chorus-pro, br-fr, br-fr-cpro."],
    [["--profile=constructor", "f.xml"], "Profil inconnu : constructor."],
    [["f.xml", "--profile"], "L'option --profile attend une valeur."],
    [["--json=oui", "f.xml"], "L'option --json ne prend pas de valeur."],
    [["--html", "f.xml"], "L'option --html attend le nom d'un fichier .html, et non f.xml."],
    [["nulle/part.xml"], "Ce chemin n'existe pas : nulle/part.xml"],
    [["package.json/f.xml"], "Ce chemin n'existe pas : package.json/f.xml"],
    [["--html", "nulle/part.html", "package.json"], "Le rapport ne peut pas être écrit dans nulle/part.html : aucun"],
    [[], "Indiquez ce qui est à vérifier.\n\nnpm run verify -- "],
  ])("%j ends with 2, says what is wrong and judges nothing", async (args, message) => {
    const ended = await verification(args);
    expect(ended).toMatchObject({ status: 2, out: "" });
    expect(ended.error).toContain(message);
  });

  it("of one path among several judges none", async () => {
    const file = join(folderOf({ "f.xml": GOOD }), "f.xml");
    expect(await verification([file, "nulle/part"])).toMatchObject({ status: 2, out: "" });
  });

  it.each([[["--help"]], [["-h", "--json"]]])("is not to ask for help: %j", async (args) => {
    const ended = await verification(args);
    expect(ended).toMatchObject({ status: 0, error: "" });
    expect(ended.out).toContain("Exemples");
  });

  it("is not to name a file that begins with a dash, after --", async () => {
    expect((await verification(["--", "-f.xml"])).error).toBe("Ce chemin n'existe pas : -f.xml\n");
  });
});

describe("--html", () => {
  it("writes the reports of all documents in one page, beside what is shown", async () => {
    const folder = folderOf({ "a.xml": GOOD, "b.xml": WRONG });
    const file = join(folder, "rapport.html");
    expect(await verification(["--json", "--html", file, folder])).toMatchObject({ status: 1, error: "" });
    const page = readFileSync(file, "utf8");
    expect(page).toMatch(/^<!DOCTYPE html>/);
    for (const said of [`${folder}/a.xml`, `${folder}/b.xml`, "BR-CO-16"]) expect(page).toContain(said);
  });
});

describe("the progress of long work", () => {
  it("is said by files done and documents judged, and gone at the end", async () => {
    const shown: Advance[] = [];
    const calls: string[] = [];
    const progress: Progress = {
      show: (advance) => void shown.push(advance),
      above(write) {
        calls.push("above");
        write();
      },
      clear: () => void calls.push("clear"),
    };
    async function* slow() {
      await setTimeout(1100);
      yield GOOD;
    }
    const terminal = { out: () => void calls.push("out"), error: () => undefined };
    await verification(["-", folderOf({ "f.xml": WRONG })], { progress, terminal, stdin: slow() });
    expect(shown).toEqual([{ filesDone: 0, files: 2, documents: 1 }]);
    expect(calls).toEqual(["above", "out", "above", "out", "clear", "out"]);
  });

  it("is not shown of work that is done at once", async () => {
    const shown: Advance[] = [];
    const progress: Progress = { ...NO_PROGRESS, show: (advance) => void shown.push(advance) };
    await verification([folderOf({ "f.xml": GOOD })], { progress });
    expect(shown).toEqual([]);
  });
});
