/** E-mails through SES. */

import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sesCourrier } from "#adapters/aws/ses-courrier.ts";
import { STAGES } from "#infra/stages.ts";
import { MailRefused, type OutgoingMail } from "#ports/courriels.ts";
import { setPolling } from "#test/given/operations.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { type Answer, startAnswering } from "./answering.ts";
import { platformParameter } from "./platform-parameter.ts";
import { receive } from "./receive.ts";

const MAIL: OutgoingMail = {
  a: "compta@commune.exemple",
  objet: "Facture F-1 à votre disposition",
  texte: "Bonjour,\n\nla facture est arrivée : le délai de paiement commence.",
  facture: "facture-1",
  courriel: "courriel-1",
};
const SENDER = STAGES.local.sender;

describe("the mail service of the platform", () => {
  let platform: Platform;
  let configuration: string;
  beforeAll(async () => {
    platform = await startPlatform();
    configuration = await platformParameter("mail/configuration-set");
    // What becomes of these e-mails is read here, by hand.
    await setPolling("RetoursCourriel", false);
  });
  afterAll(() => platform.stop());

  const courrier = (changes: { readonly expediteur?: string; readonly configuration?: string } = {}) =>
    sesCourrier({ client: new SESv2Client({}), expediteur: SENDER, configuration, ...changes });

  const outbox = async (): Promise<readonly { readonly messageId: string }[]> => {
    const response = await fetch(`${platform.api}/_local/courriers`);
    const { courriers }: { courriers: readonly { messageId: string }[] } = JSON.parse(await response.text());
    return courriers;
  };

  it("sends the letter whole, accents included, and gives its id", async () => {
    const messageId = await courrier().send(MAIL);
    expect((await outbox()).find((one) => one.messageId === messageId)).toMatchObject({
      from: SENDER,
      to: [MAIL.a],
      subject: MAIL.objet,
      text: MAIL.texte.replaceAll("\n", "\r\n"),
    });
  });

  it("tells later what became of it, naming invoice and e-mail (SES event publishing)", async () => {
    const messageId = await courrier().send({ ...MAIL, facture: "facture-2", courriel: "courriel-2" });
    expect(await receive("retours-courriel")).toContainEqual(
      expect.objectContaining({
        detail: expect.objectContaining({
          eventType: "Delivery",
          mail: expect.objectContaining({
            messageId,
            tags: expect.objectContaining({ facture: ["facture-2"], courriel: ["courriel-2"] }),
          }),
        }),
      }),
    );
  });

  it.each([
    ["an address that is none", { ...MAIL, a: "compta" }],
    ["a line break in the subject", { ...MAIL, objet: "Facture\r\nBcc: x@y.exemple" }],
  ])("refuses %s for good, in its own words, and sends nothing", async (_, mail) => {
    const before = await outbox();
    const refusal: unknown = await courrier()
      .send(mail)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MailRefused);
    expect(refusal).toMatchObject({ cause: { name: "BadRequestException" }, message: expect.stringMatching(/\S/) });
    expect(await outbox()).toEqual(before);
  });

  it("that misses its configuration is no refusal: once repaired, the same e-mail leaves", async () => {
    const refusal: unknown = await courrier({ configuration: "absente" })
      .send(MAIL)
      .catch((error: unknown) => error);
    expect(refusal).not.toBeInstanceOf(MailRefused);
    expect(refusal).toMatchObject({ name: "NotFoundException" });
  });
});

describe("a mail service that answers", () => {
  const sent = async (answer: Answer): Promise<unknown> => {
    await using ses = await startAnswering(answer);
    const courrier = sesCourrier({ client: new SESv2Client(ses.client), expediteur: SENDER, configuration: "c" });
    return await courrier.send(MAIL).catch((error: unknown) => error);
  };

  it("MessageRejected has refused for good (SES API v2, SendEmail)", async () => {
    expect(await sent({ error: "MessageRejected" })).toBeInstanceOf(MailRefused);
  });

  it.each([
    ["TooManyRequestsException", { status: 429, error: "TooManyRequestsException" }],
    ["SendingPausedException", { error: "SendingPausedException" }],
    ["InternalServiceErrorException", { status: 500, error: "InternalServiceErrorException" }],
  ])("%s is to be asked again", async (name, answer) => {
    const error = await sent(answer);
    expect(error).toMatchObject({ name });
    expect(error).not.toBeInstanceOf(MailRefused);
  });

  it("without a message id has not been understood: nothing may be recorded as sent", async () => {
    expect(await sent({ body: {} })).toMatchObject({ message: "the mail service gave no message id" });
  });
});
