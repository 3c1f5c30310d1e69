import { describe, expect, it } from "vitest";
import { readMessage } from "#infra/local/ses/message-reader.ts";

const read = (...lines: readonly string[]) => readMessage(Buffer.from(lines.join("\r\n"), "latin1"));

describe("a message is read", () => {
  it("when it has a head alone, or nothing at all", () => {
    expect(read("Subject: seul")).toMatchObject({ subject: "seul", text: "" });
    expect(read("")).toEqual({ headers: [], subject: "", text: "" });
  });

  it("with its folded headers in one piece, and without lines that are none (RFC 5322, 2.2.3)", () => {
    expect(read("Subject: une", "\tfacture", "sans deux points", "X: y", "", "texte").headers).toEqual([
      { name: "Subject", value: "une\tfacture" },
      { name: "X", value: "y" },
    ]);
  });

  it("as UTF-8 when its type names no character set, or an unknown one", () => {
    const utf8 = Buffer.from("été").toString("latin1");
    expect(read("Content-Type: text/plain", "", utf8).text).toBe("été");
    expect(read("Content-Type: text/plain; charset=x-rien", "", utf8).text).toBe("été");
  });

  it.each([
    ["base64", Buffer.from("été").toString("base64")],
    ["Quoted-Printable", "=C3=A9t=\r\n=C3=A9"],
    ["8bit", Buffer.from("été").toString("latin1")],
  ])("in %s (RFC 2045, 6.1)", (encoding, body) => {
    expect(
      read("Content-Type: text/plain; charset=utf-8", `Content-Transfer-Encoding: ${encoding}`, "", body).text,
    ).toBe("été");
  });

  it("by its HTML where it has no plain text, and by nothing where it has neither", () => {
    const parts = (type: string) =>
      read('Content-Type: multipart/mixed; boundary="b"', "", "--b", `Content-Type: ${type}`, "", "<p>x</p>", "--b--");
    expect(parts("text/html").text).toBe("<p>x</p>");
    expect(parts("application/pdf").text).toBe("");
  });

  it("into the parts of its parts (RFC 2046, 5.1.4)", () => {
    const { text } = read(
      "Content-Type: multipart/mixed; boundary=out",
      "",
      "--out",
      "Content-Type: multipart/alternative; boundary=in",
      "",
      "--in",
      "Content-Type: text/html",
      "",
      "<p>non</p>",
      "--in",
      "",
      "oui",
      "--in--",
      "--out--",
    );
    expect(text).toBe("oui");
  });

  it("as having no text when it is in parts without a boundary", () => {
    expect(read("Content-Type: multipart/mixed", "", "--b", "", "x").text).toBe("");
  });
});
