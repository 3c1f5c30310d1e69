import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../sqs/emulator.ts";
import { SENDER, simple, startSes } from "./given.ts";

const read = (file: string | undefined): string => readFileSync(file ?? "", "latin1");

describe("a message sent", () => {
  it("is listed with its text, and is a file, before the sender has the answer", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const subject = "Facture n° 2026-001 mise à disposition";
    const { MessageId } = await given.send(simple(["maire@commune.example"], subject, "Bonjour,\nç'est prêt."));

    expect(given.service.outbox()).toEqual([
      {
        messageId: MessageId,
        at: given.clock.now(),
        from: SENDER,
        to: ["maire@commune.example"],
        subject,
        file: expect.stringContaining(`outbox/${MessageId}.eml`),
        text: "Bonjour,\r\nç'est prêt.",
      },
    ]);
    expect(readdirSync(dirname(given.service.outbox()[0]?.file ?? ""))).toEqual([`${MessageId}.eml`]);
  });

  it("is a valid message: ASCII, short lines, the headers of RFC 5322", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const { MessageId } = await given.send({
      ...simple(["a@commune.example", '"Maire, adjoint" <b@commune.example>'], "é".repeat(100), "à = 1 ".repeat(60)),
      Destination: {
        ToAddresses: ["a@commune.example", '"Maire, adjoint" <b@commune.example>'],
        CcAddresses: ["c@commune.example"],
        BccAddresses: ["hidden@commune.example"],
      },
      ReplyToAddresses: ["reponse@portail.example"],
    });
    const [listed] = given.service.outbox();
    const eml = read(listed?.file);
    // An id is one token: it cannot be folded, and RFC 5322 allows it 998 characters.
    const lines = eml.split("\r\n").filter((line) => !line.startsWith("Message-ID"));
    const [head = "", body = ""] = eml.split("\r\n\r\n");

    expect(eml).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(eml.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(head.split(/\r\n(?! )/)).toEqual([
      `From: ${SENDER}`,
      "Reply-To: reponse@portail.example",
      'To: a@commune.example,\r\n "Maire, adjoint" <b@commune.example>',
      "Cc: c@commune.example",
      expect.stringMatching(/^Subject: =\?UTF-8\?B\?/),
      `Message-ID: <${MessageId}@eu-west-3.amazonses.com>`,
      "Date: Thu, 15 Jan 2026 10:00:00 +0000",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=UTF-8",
      "Content-Transfer-Encoding: quoted-printable",
    ]);
    expect(body).toContain("=C3=A0 =3D 1 ");
    expect(body.endsWith("=20")).toBe(true);
    expect(listed).toMatchObject({
      subject: "é".repeat(100),
      text: "à = 1 ".repeat(60),
      to: ["a@commune.example", "b@commune.example", "c@commune.example", "hidden@commune.example"],
    });
  });

  it("has text and HTML as alternatives, HTML last (RFC 2046, 5.1.4)", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const Charset = "UTF-8";
    await given.send({
      ...simple(["a@commune.example"]),
      Content: {
        Simple: {
          Subject: { Data: "Sujet" },
          Body: { Html: { Data: "<p>Été</p>", Charset }, Text: { Data: "Été", Charset } },
        },
      },
    });
    const [listed] = given.service.outbox();
    expect(listed?.text).toBe("Été");
    const eml = read(listed?.file);
    expect(eml.indexOf("text/plain")).toBeLessThan(eml.indexOf("text/html"));
    const boundary = /boundary="([^"]+)"/.exec(eml)?.[1] ?? "";
    expect(eml.split(`--${boundary}`)).toHaveLength(4);
    expect(eml.endsWith(`--${boundary}--\r\n`)).toBe(true);
  });

  it("may be raw: its envelope is its own, its Message-ID and Date are SES's, its Bcc is gone", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const raw = [
      `From: Portail <${SENDER}>`,
      "To: a@commune.example,",
      " B <b@commune.example>",
      "Bcc: hidden@commune.example",
      "Subject: =?UTF-8?Q?D=C3=A9p=C3=B4t_?= =?UTF-8?Q?accept=C3=A9?=",
      "Message-ID: <mine@portail.example>",
      "Date: Thu, 01 Jan 1970 00:00:00 +0000",
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="b+(1)"',
      "",
      "preamble",
      "--b+(1)",
      "Content-Type: text/plain; charset=iso-8859-1",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("Votre dépôt.", "latin1").toString("base64"),
      "--b+(1)",
      "Content-Type: application/pdf",
      "",
      "%PDF",
      "--b+(1)--",
      "",
    ].join("\r\n");
    const { MessageId } = await given.send({ Content: { Raw: { Data: Buffer.from(raw) } } });

    const [listed] = given.service.outbox();
    expect(listed).toMatchObject({
      from: `Portail <${SENDER}>`,
      to: ["a@commune.example", "b@commune.example", "hidden@commune.example"],
      subject: "Dépôt accepté",
      text: "Votre dépôt.",
    });
    const eml = read(listed?.file);
    expect(eml).toContain(`Message-ID: <${MessageId}@eu-west-3.amazonses.com>`);
    expect(eml).toContain("Date: Thu, 15 Jan 2026");
    expect(eml).not.toMatch(/mine@|1970|hidden@/);
    expect(eml.split("\r\n\r\n").slice(1).join("\r\n\r\n")).toBe(raw.split("\r\n\r\n").slice(1).join("\r\n\r\n"));
  });

  it("is still listed after a restart", async () => {
    using dir = temporaryDirectory();
    const before = await startSes(dir.path);
    await before.send(simple(["a@commune.example"], "premier"));
    await before[Symbol.asyncDispose]();
    await using after = await startSes(dir.path, before.clock);
    await after.send(simple(["a@commune.example"], "second"));
    expect(after.service.outbox().map(({ subject }) => subject)).toEqual(["premier", "second"]);
  });
});

describe("the e-mail service refuses", () => {
  const to = (address: string) => simple([address]);
  it.each([
    ["no recipient", simple([]), "BadRequestException"],
    ["more than fifty recipients", simple(Array.from({ length: 51 }, () => "a@b.example")), "BadRequestException"],
    ["an address without a domain", to("maire"), "BadRequestException"],
    ["a display name that is not encoded", to("Mairie de Nîmes <a@b.example>"), "BadRequestException"],
    ["a line break in the subject", simple(["a@b.example"], "a\r\nBcc: x@y.example"), "BadRequestException"],
    ["a configuration set that is not there", { ...to("a@b.example"), ConfigurationSetName: "x" }, "NotFoundException"],
    ["a mailbox of the simulator that it does not play", to("complaint@simulator.amazonses.com"), "NotImplemented"],
    [
      "text outside ASCII without a charset",
      { ...to("a@b.example"), Content: { Simple: { Subject: { Data: "é" }, Body: { Text: { Data: "x" } } } } },
      "NotImplemented",
    ],
    ["a template", { ...to("a@b.example"), Content: { Template: { TemplateName: "t" } } }, "NotImplemented"],
    ["list management", { ...to("a@b.example"), ListManagementOptions: { ContactListName: "l" } }, "NotImplemented"],
  ])("%s", async (_, input, name) => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await expect(given.send(input)).rejects.toMatchObject({ name });
    expect(given.service.outbox()).toEqual([]);
  });

  it("senders that are no identity of the template, where it declares some", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.create("AWS::SES::EmailIdentity", "Identity", { EmailIdentity: "portail.example" });
    await given.send(simple(["a@b.example"]));
    await given.send({ ...simple(["a@b.example"]), FromEmailAddress: "x@sous.portail.example" });
    const stranger = given.send({ ...simple(["a@b.example"]), FromEmailAddress: "x@autre.example" });
    await expect(stranger).rejects.toMatchObject({ name: "MessageRejected" });
  });

  it("to send for a configuration set that is paused", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const paused = { Name: "paused", SendingOptions: { SendingEnabled: false } };
    await given.create("AWS::SES::ConfigurationSet", "Set", paused);
    const send = given.send({ ...simple(["a@b.example"]), ConfigurationSetName: "paused" });
    await expect(send).rejects.toMatchObject({ name: "SendingPausedException" });
  });
});
