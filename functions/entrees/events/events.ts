import * as z from "zod";
import { makeStreamHandler } from "#edge/batch.ts";
import { type AnnounceFactureDeps, makeAnnounceFacture } from "#usecases/announce-facture.ts";

/** An event row, as the transaction wrote it. */
const EvenementRow = z.object({
  id: z.string(),
  type: z.literal("FACTURE_MISE_A_DISPOSITION"),
  facture: z.string(),
  instant: z.string(),
});

/** The table's stream: a wake-up only; the event rows are the truth, and the sweep replays those not done. */
export const makeHandler = (deps: AnnounceFactureDeps) => {
  const announce = makeAnnounceFacture(deps);
  return makeStreamHandler((image) => announce(EvenementRow.parse(image)), deps.journal);
};
