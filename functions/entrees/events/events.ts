import * as z from "zod";
import { makeStreamHandler } from "#edge/batch.ts";
import { type FollowEvenementDeps, makeFollowEvenement } from "#usecases/follow-evenement.ts";

/** An event row, as the transaction wrote it. */
const EvenementRow = z.discriminatedUnion("type", [
  z.object({
    id: z.string(),
    type: z.literal("FACTURE_MISE_A_DISPOSITION"),
    facture: z.string(),
    instant: z.string(),
  }),
  z.object({
    id: z.string(),
    type: z.literal("DOSSIER_DECIDE"),
    dossier: z.string(),
    visit: z.int(),
    instant: z.string(),
  }),
  z.object({
    id: z.string(),
    type: z.literal("DELAI_A_ECHOIR"),
    dossier: z.string(),
    depuis: z.string(),
    instant: z.string(),
  }),
]);

/** The table's stream: a wake-up only; the event rows are the truth, and the sweep replays those not done. */
export const makeHandler = (deps: FollowEvenementDeps) => {
  const follow = makeFollowEvenement(deps);
  return makeStreamHandler((image) => follow(EvenementRow.parse(image)), deps.journal);
};
