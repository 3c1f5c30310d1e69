import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { type TarEntry, tar, tarGz, told } from "./archive-bytes.ts";

const TWO: readonly TarEntry[] = [
  { path: "./a.xml", content: "<a/>" },
  { path: "lot/b.xml", content: "<facture/>" },
];
const BOTH = ["1 a.xml: 4 bytes", "2 lot/b.xml: 10 bytes"];

/** A pax record says its own length (POSIX.1-2017 pax, "pax Header Block"). */
const paxRecord = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`;
  const length = rest.length + String(rest.length + 3).length;
  return `${length}${rest}`;
};

describe("a tar.gz archive gives its members in order", () => {
  it("with what precedes them and follows them left out", async () => {
    const folder = { path: "lot/", type: "Directory" } as const;
    expect(await told(tarGz([folder, ...TWO, { path: "lot/._b.xml", content: "x" }]))).toEqual(BOTH);
  });

  it("in several gzip members one after the other (RFC 1952 §2.2)", async () => {
    const bytes = tar(TWO);
    const parts = [bytes.subarray(0, 1), bytes.subarray(1, 700), bytes.subarray(700)].map((part) => gzipSync(part));
    expect(await told(Buffer.concat(parts))).toEqual(BOTH);
  });

  it("under the long names of pax and of GNU", async () => {
    const long = `${"d".repeat(120)}/a.xml`;
    const pax: TarEntry = { path: "PaxHeader", type: "ExtendedHeader", content: paxRecord("path", long) };
    const gnu: TarEntry = { path: "././@LongLink", type: "NextFileHasLongPath", content: `${long}\0` };
    for (const header of [pax, gnu]) {
      expect(await told(tarGz([header, ...TWO]))).toEqual([`1 ${long}: 4 bytes`, BOTH[1]]);
    }
  });

  it("although 500 invoices that are alike shrink more than a hundred times: that is no bomb yet", async () => {
    const entries = Array.from({ length: 500 }, (_, index) => ({
      path: `F-${index}.xml`,
      content: sampleInvoice(`F-${index}`),
    }));
    const archive = gzipSync(tar(entries), { level: 9 });
    expect(tar(entries).length / archive.length).toBeGreaterThan(100);
    expect(await told(archive)).toHaveLength(500);
  });

  it("without the two empty blocks at its end, which some tools forget", async () => {
    expect(await told(gzipSync(tar(TWO).subarray(0, -1_024)))).toEqual(BOTH);
  });

  it("and nothing of what stands after them", async () => {
    const hidden = Buffer.concat([tar(TWO), tar([{ path: "c.xml", content: "<c/>" }]), randomBytes(200_000)]);
    expect(await told(gzipSync(hidden))).toEqual(BOTH);
  });
});

describe("a member at fault stops no other", () => {
  it.each<[string, TarEntry, string]>([
    ["a symbolic link", { path: "c", type: "SymbolicLink", linkpath: "/etc/passwd" }, "MEMBRE_LIEN"],
    ["a hard link", { path: "c", type: "Link", linkpath: "a.xml" }, "MEMBRE_LIEN"],
    ["a named pipe", { path: "c", type: "FIFO" }, "MEMBRE_SPECIAL"],
    ["a device", { path: "c", type: "CharacterDevice" }, "MEMBRE_SPECIAL"],
    ["a sparse file", { path: "c", type: "SparseFile", content: "abc" }, "MEMBRE_SPECIAL"],
    ["absolute", { path: "/etc/c.xml" }, "MEMBRE_NOM_INTERDIT"],
    ["outside of its folder", { path: "../c.xml" }, "MEMBRE_NOM_INTERDIT"],
    ["a tar", { path: "c.xml", content: tar(TWO) }, "MEMBRE_ARCHIVE"],
    ["a tar.gz", { path: "c.xml", content: tarGz(TWO) }, "MEMBRE_ARCHIVE"],
  ])("%s", async (_, entry, code) => {
    const [first, ...rest] = await told(tarGz([entry, ...TWO]));
    expect(first).toBe(`1 ${entry.path}: ${code}`);
    expect(rest).toEqual(["2 a.xml: 4 bytes", "3 lot/b.xml: 10 bytes"]);
  });

  it("larger than an invoice may be", async () => {
    const most = 10 * 1024 * 1024;
    const content = randomBytes(most + 1);
    expect(
      await told(
        tarGz([
          { path: "c.xml", content },
          { path: "d.xml", content: content.subarray(1) },
        ]),
      ),
    ).toEqual(["1 c.xml: MEMBRE_TROP_GROS", `2 d.xml: ${most} bytes`]);
  });
});

describe("an archive is refused whole", () => {
  it.each([
    ["without members", tarGz([]), "ARCHIVE_VIDE"],
    ["of folders alone", tarGz([{ path: "a/", type: "Directory" }]), "ARCHIVE_VIDE"],
    ["that is a single file, compressed", gzipSync("<Invoice/>".repeat(100)), "ARCHIVE_ILLISIBLE"],
    ["of nothing, compressed", gzipSync(""), "ARCHIVE_ILLISIBLE"],
    ["compressed twice, which would be unpacked unseen", gzipSync(tarGz(TWO)), "ARCHIVE_ILLISIBLE"],
    ["that is no gzip but by its first bytes", Buffer.from([0x1f, 0x8b, 1, 2, 3]), "ARCHIVE_ILLISIBLE"],
    ["of zeros, a thousand times its size", gzipSync(Buffer.alloc(90_000_000)), "ARCHIVE_TROP_COMPRESSEE"],
  ])("%s", async (_, bytes, code) => {
    expect(await told(bytes)).toEqual([code]);
  });

  it("with an extended header larger than any name: it is no way to fill the memory", async () => {
    const header: TarEntry = { path: "x", type: "ExtendedHeader", content: randomBytes(70_000) };
    expect(await told(tarGz([header, ...TWO]))).toEqual(["ARCHIVE_ILLISIBLE"]);
  });

  it("with more than 500 members or 2,000 entries", async () => {
    const many = (count: number, path: string) =>
      Array.from({ length: count }, (_, index) => ({ path: `${index}${path}`, content: randomBytes(20) }));
    expect(await told(tarGz(many(500, ".xml")))).toHaveLength(500);
    expect((await told(tarGz(many(501, ".xml")))).at(-1)).toBe("ARCHIVE_TROP_DE_FICHIERS");
    expect((await told(tarGz(many(2_001, "/.DS_Store")))).at(-1)).toBe("ARCHIVE_TROP_D_ENTREES");
  });

  it("above 120 Mo unpacked, padding and passed-over files included", async () => {
    const content = Buffer.concat([randomBytes(200_000), Buffer.alloc(9_800_000)]);
    const lines = await told(tarGz(Array.from({ length: 13 }, (_, index) => ({ path: `${index}.xml`, content }))));
    expect(lines.at(-1)).toBe("ARCHIVE_TROP_GROSSE");
  });

  it("when a member says to be longer than what follows", async () => {
    expect(await told(tarGz([{ path: "a.xml", content: "<a/>", size: 1_000_000 }]))).toEqual(["ARCHIVE_ILLISIBLE"]);
  });

  it("when a header does not add up", async () => {
    const bytes = tar(TWO);
    bytes.write("z", 0);
    expect(await told(gzipSync(bytes))).toEqual(["ARCHIVE_ILLISIBLE"]);
  });

  it("when it was cut, anywhere: members that came before are void", async () => {
    const whole = tarGz(
      Array.from({ length: 20 }, (_, index) => ({ path: `${index}.xml`, content: randomBytes(300) })),
    );
    for (let length = 2; length < whole.length; length += 100) {
      expect((await told(whole.subarray(0, length))).at(-1)).toBe("ARCHIVE_ILLISIBLE");
    }
  });
});
