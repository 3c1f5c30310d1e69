import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { zipOf } from "#infra/samples/zip.ts";
import { file, localOf, renamed, told, withCentral, zip } from "./archive-bytes.ts";

/** Offsets in a line of the directory (APPNOTE 4.3.12). */
const AT = { flags: 8, method: 10, checksum: 16, packed: 20, size: 24, attributes: 38, offset: 42 } as const;

const TWO = [file("a.xml", "<a/>"), file("lot/é.xml", "<facture/>")];
const BOTH = ["1 a.xml: 4 bytes", "2 lot/é.xml: 10 bytes"];

describe("a ZIP archive gives its members in order", () => {
  it.each([
    ["deflated", {}],
    ["stored", { compress: false }],
    ["with sizes after the data, as a stream is written", { streamed: true }],
    ["in ZIP64, as large ones are", { forceZip64Format: true }],
  ])("%s", async (_, settings) => {
    expect(await told(await zip(TWO, settings))).toEqual(BOTH);
  });

  it("as the sample writer of this repository makes it", async () => {
    const samples = TWO.map(({ name, bytes }) => ({ nom: name, contenu: bytes }));
    expect(await told(zipOf(samples))).toEqual(BOTH);
  });

  it("one by one: the first is out before the second is looked at", async () => {
    const archive = withCentral(await zip(TWO), 1, AT.checksum, 4, 0);
    expect(await told(archive)).toEqual([BOTH[0], "2 lot/é.xml: MEMBRE_ILLISIBLE"]);
  });

  it("with the same name twice as two members", async () => {
    expect(await told(await zip([file("a.xml"), file("a.xml", "<b/>")]))).toEqual([
      "1 a.xml: 4 bytes",
      "2 a.xml: 4 bytes",
    ]);
  });

  it("with names in UTF-8 that are not said to be, as macOS writes them", async () => {
    const archive = await zip([file("é.xml")]);
    const unsaid = withCentral(archive, 0, AT.flags, 2, 0);
    expect(await told(unsaid)).toEqual(["1 é.xml: 4 bytes"]);
  });

  it("with names in code page 437 (APPNOTE, appendix D)", async () => {
    const archive = withCentral(await zip([file("_.xml")]), 0, AT.flags, 2, 0);
    const named = Buffer.from(archive.toString("latin1").replaceAll("_.xml", "\x82.xml"), "latin1");
    expect(await told(named)).toEqual(["1 é.xml: 4 bytes"]);
  });
});

describe("what is no invoice and no fault", () => {
  it("is passed over: folders, and what systems add by themselves", async () => {
    const archive = await zip([
      file("lot/a.xml"),
      file("__MACOSX/lot/._a.xml"),
      file("lot/._a.xml"),
      file("lot/.DS_Store"),
      file("Thumbs.db"),
      file("lot/desktop.ini"),
      file("b.xml"),
    ]);
    expect(await told(archive)).toEqual(["1 lot/a.xml: 4 bytes", "2 b.xml: 4 bytes"]);
  });

  it("is all that an archive without members holds", async () => {
    expect(await told(await zip([]))).toEqual(["ARCHIVE_VIDE"]);
    expect(await told(await zip([file(".DS_Store")]))).toEqual(["ARCHIVE_VIDE"]);
  });

  it("is any file that is no archive: the reader of invoices says what it thinks of it", async () => {
    expect(await told(await zip([file("lisez-moi.txt", "bonjour"), file("vide.xml", "")]))).toEqual([
      "1 lisez-moi.txt: 7 bytes",
      "2 vide.xml: 0 bytes",
    ]);
    expect(await told(Buffer.from("<a/>"))).toEqual(["no archive"]);
  });
});

describe("a member at fault stops no other", () => {
  const after = "2 lot/é.xml: 10 bytes";

  it.each([
    ["encrypted (bit 0 of the flags)", AT.flags, 2, 0x801, "MEMBRE_CHIFFRE"],
    ["a symbolic link (Unix mode)", AT.attributes, 4, (0o120777 << 16) >>> 0, "MEMBRE_LIEN"],
    ["a named pipe (Unix mode)", AT.attributes, 4, 0o010666 << 16, "MEMBRE_SPECIAL"],
    ["compressed by LZMA (method 14)", AT.method, 2, 14, "MEMBRE_COMPRESSION_INCONNUE"],
    ["of another checksum", AT.checksum, 4, 1, "MEMBRE_ILLISIBLE"],
    ["said to be shorter than it is", AT.size, 4, 1, "MEMBRE_ILLISIBLE"],
    ["said to be longer than it is", AT.size, 4, 0xffff_fffe, "MEMBRE_ILLISIBLE"],
    ["said to end after the file", AT.packed, 4, 0xffff_fffe, "MEMBRE_ILLISIBLE"],
    ["said to begin after the file", AT.offset, 4, 0xffff_fffe, "MEMBRE_ILLISIBLE"],
    ["said to be stored", AT.method, 2, 0, "MEMBRE_ILLISIBLE"],
  ] as const)("%s", async (_, offset, width, value, code) => {
    expect(await told(withCentral(await zip(TWO), 0, offset, width, value))).toEqual([`1 a.xml: ${code}`, after]);
  });

  it("whose compressed data is damaged", async () => {
    const archive = await zip(TWO);
    archive.fill(0xff, localOf(archive, 0) + 30 + "a.xml".length, localOf(archive, 0) + 34 + "a.xml".length);
    expect(await told(archive)).toEqual(["1 a.xml: MEMBRE_ILLISIBLE", after]);
  });

  it.each([
    ["absolute", "/tmp/a.xml"],
    ["absolute on Windows", "C:aaaa.xml"],
    ["outside of its folder", "a/../../ab"],
    ["ending above its folder", "aaaaaaa/.."],
    ["with a backslash", "aaaa\\a.xml"],
    ["with a NUL", "aaaa\0a.xml"],
    ["with a line end", "aaaa\na.xml"],
    ["turned around (U+202E)", "aaaa\u202E.xm"],
  ])("named so that it is %s", async (_, name) => {
    const [plain, ...rest] = await told(renamed(await zip([file("aaaaaa.xml"), file("b.xml")]), "aaaaaa.xml", name));
    expect(plain).toMatch(/MEMBRE_NOM_INTERDIT$/);
    expect(plain).not.toMatch(/\p{Cc}|\u202E/u);
    expect(rest).toEqual(["2 b.xml: 4 bytes"]);
  });

  it("whose name is longer than a report shows", async () => {
    const [first, ...rest] = await told(await zip([file(`${"n".repeat(300)}.xml`), file("b.xml")]));
    expect(first).toBe(`1 ${"n".repeat(256)}: MEMBRE_NOM_TROP_LONG`);
    expect(rest).toEqual(["2 b.xml: 4 bytes"]);
  });

  it("that is an archive itself, whatever its name", async () => {
    const inner = await zip([file("a.xml")]);
    const outer = await zip([file("a.xml", inner), file("b.xml", Buffer.from([0x1f, 0x8b, 8, 0])), file("c.xml")]);
    expect(await told(outer)).toEqual(["1 a.xml: MEMBRE_ARCHIVE", "2 b.xml: MEMBRE_ARCHIVE", "3 c.xml: 4 bytes"]);
  });

  it("that is larger than an invoice may be", async () => {
    const most = randomBytes(10 * 1024 * 1024);
    const archive = await zip([file("a.xml", Buffer.concat([most, Buffer.from("a")])), file("b.xml", most)]);
    expect(await told(archive)).toEqual(["1 a.xml: MEMBRE_TROP_GROS", `2 b.xml: ${most.length} bytes`]);
  });
});

describe("an archive is refused whole, and whatever came before is void", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => file(`${index}.xml`));

  it("above 500 members, and not below", async () => {
    expect(await told(await zip(many(500)))).toHaveLength(500);
    expect((await told(await zip(many(501)))).at(-1)).toBe("ARCHIVE_TROP_DE_FICHIERS");
  });

  it("above 2,000 entries, even of those that are passed over", async () => {
    const folders = Array.from({ length: 2_001 }, (_, index) => file(`${index}/.DS_Store`));
    expect(await told(await zip([file("a.xml"), ...folders]))).toEqual(["1 a.xml: 4 bytes", "ARCHIVE_TROP_D_ENTREES"]);
  });

  it("above 120 Mo unpacked, although its members are small enough each", async () => {
    const tenth = Buffer.concat([randomBytes(200_000), Buffer.alloc(9_800_000)]);
    const lines = await told(await zip(Array.from({ length: 13 }, (_, index) => file(`${index}.xml`, tenth))));
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe("ARCHIVE_TROP_GROSSE");
  });

  it("above a hundred times its size, as soon as that much is out", async () => {
    const zeros = Buffer.alloc(9_000_000);
    const bomb = await zip([file("a.xml"), file("b.xml", zeros), file("c.xml", zeros), file("d.xml", zeros)]);
    expect(await told(bomb)).toEqual(["1 a.xml: 4 bytes", "2 b.xml: 9000000 bytes", "ARCHIVE_TROP_COMPRESSEE"]);
  });

  it("when it declares small what is large: what comes out counts", async () => {
    const bomb = withCentral(await zip([file("b.xml", Buffer.alloc(90_000_000))]), 0, AT.size, 4, 10);
    expect(await told(bomb)).toEqual(["ARCHIVE_TROP_COMPRESSEE"]);
  });

  it("when its members overlap, so that the same bytes are unpacked many times (D. Fifield, 2019)", async () => {
    const big = randomBytes(9_800_000);
    const small = Array.from({ length: 13 }, (_, index) => file(`${index}.xml`, ""));
    let archive = await zip([file("big.xml", big), ...small], { compress: false });
    for (let member = 1; member <= small.length; member++) {
      archive = withCentral(archive, member, AT.offset, 4, 0);
      archive = withCentral(archive, member, AT.checksum, 4, crc32(big));
      for (const size of [AT.packed, AT.size]) archive = withCentral(archive, member, size, 4, big.length);
    }
    const lines = await told(archive);
    expect(lines.slice(0, 2)).toEqual([`1 big.xml: ${big.length} bytes`, `2 0.xml: ${big.length} bytes`]);
    expect(lines.at(-1)).toBe("ARCHIVE_TROP_GROSSE");
  });

  it("when its directory holds more than it counts: other tools would see other invoices", async () => {
    const archive = await zip(TWO);
    const end = archive.length - 22;
    archive.writeUInt16LE(1, end + 8);
    archive.writeUInt16LE(1, end + 10);
    expect(await told(archive)).toEqual([BOTH[0], "ARCHIVE_ILLISIBLE"]);
  });

  it("when it was cut, anywhere", async () => {
    const archive = await zip(Array.from({ length: 20 }, (_, index) => file(`${index}.xml`, randomBytes(300))));
    for (let length = 4; length < archive.length; length += 100) {
      expect(await told(archive.subarray(0, length))).toEqual(["ARCHIVE_ILLISIBLE"]);
    }
  });
});
