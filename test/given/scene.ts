/** A platform with the sample joiner's at the counter, and what can be seen of it from behind. */
import * as z from "zod";
import { type Session, upload } from "#infra/cli/platform.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "#infra/local/defaults.ts";
import { physicalName } from "#infra/naming.ts";
import type { QueueId } from "./operations.ts";
import { type Platform, startPlatform } from "./platform.ts";
import { type Row, readStored, type Stored } from "./stored.ts";

export interface Scene {
  readonly platform: Platform;
  /** A session whose token is fresh: a move of the clock may have ended the one before. */
  readonly supplier: () => Promise<Session>;
  /** Opens a deposit and uploads; answers its id without waiting for the verdict. */
  readonly send: (bytes: Buffer) => Promise<string>;
  /** Does the same, and answers the id of the invoice that came of it. */
  readonly integrate: (bytes: Buffer) => Promise<string>;
  /** Lets this many milliseconds pass on the platform's clock, with all that becomes due. */
  readonly letPass: (milliseconds: number) => Promise<void>;
  readonly stored: () => Promise<Stored>;
  readonly events: (facture: string) => Promise<readonly Row[]>;
  readonly courriels: (facture: string) => Promise<readonly Row[]>;
  /** How many e-mails about an invoice have left. */
  readonly letters: (facture: string) => Promise<number>;
  /** How many messages a queue holds, those in flight included. */
  readonly messages: (queue: QueueId) => Promise<number>;
}

const Outbox = z.object({ courriers: z.array(z.object({ text: z.string() })) });

export const openScene = async (): Promise<Scene> => {
  const platform = await startPlatform();
  const { runtime, api } = platform;

  const supplier = (): Promise<Session> => platform.session("menuiserie");
  const stored = (): Promise<Stored> =>
    readStored({ endpoint: runtime.urls.aws, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  const about = async (facture: string, kind: (row: Row) => boolean): Promise<readonly Row[]> =>
    (await stored()).rows.filter((row) => row["facture"] === facture && kind(row));
  const send = async (bytes: Buffer): Promise<string> => {
    const session = await supplier();
    const { id, televersement } = await session.open({ nomFichier: "facture.xml", taille: bytes.length });
    if (!televersement) throw new Error(`deposit ${id} came without a form`);
    await upload(televersement, bytes);
    return id;
  };

  return {
    platform,
    supplier,
    send,
    integrate: async (bytes) => {
      const { statut, factures } = await (await supplier()).verdict(await send(bytes));
      const [only] = factures;
      if (statut !== "INTEGRE" || only?.facture === undefined) throw new Error(`the invoice is ${statut}`);
      return only.facture;
    },
    letPass: (milliseconds) => runtime.advanceTo(new Date(runtime.now().getTime() + milliseconds)),
    stored,
    events: (facture) => about(facture, ({ pk }) => pk.startsWith("EVENEMENT#")),
    courriels: (facture) => about(facture, ({ sk }) => sk.startsWith("COURRIEL#")),
    letters: async (facture) => {
      const response = await fetch(`${api}/_local/courriers`);
      return Outbox.parse(await response.json()).courriers.filter(({ text }) => text.includes(facture)).length;
    },
    messages: async (queue) => {
      const { queues } = await stored();
      const found = queues.find(({ name }) => name === physicalName("local", queue));
      if (!found) throw new Error(`there is no queue ${queue}`);
      return found.messages;
    },
  };
};
