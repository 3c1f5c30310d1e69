import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type Courrier, MailRefused } from "#ports/courriels.ts";

export interface SesConfiguration {
  readonly client: SESv2Client;
  readonly expediteur: string;
  readonly configuration: string;
}

/** Refusals that no retry can change: the message or its addresses are at fault (SES API v2, SendEmail errors). */
const FINAL = new Set(["BadRequestException", "MessageRejected"]);

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

export const sesCourrier = ({ client, expediteur, configuration }: SesConfiguration): Courrier => ({
  async send({ a, objet, texte, facture, courriel }) {
    try {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: expediteur,
          Destination: { ToAddresses: [a] },
          ConfigurationSetName: configuration,
          EmailTags: [
            { Name: "facture", Value: facture },
            { Name: "courriel", Value: courriel },
          ],
          Content: { Simple: { Subject: utf8(objet), Body: { Text: utf8(texte) } } },
        }),
      );
      if (MessageId === undefined) throw new Error("the mail service gave no message id");
      return MessageId;
    } catch (error) {
      if (error instanceof Error && FINAL.has(error.name)) throw new MailRefused(error.message, { cause: error });
      throw error;
    }
  },
});
