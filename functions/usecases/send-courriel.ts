import { MESSAGES } from "#domain/courriels/messages.ts";
import { type Courriels, type Courrier, MailRefused } from "#ports/courriels.ts";
import type { Factures } from "#ports/factures.ts";
import type { Journal, System } from "#ports/system.ts";

export interface SendCourrielDeps {
  readonly factures: Pick<Factures, "find">;
  readonly courriels: Pick<Courriels, "find" | "markSent" | "markRefused">;
  readonly courrier: Courrier;
  readonly system: Pick<System, "now">;
  readonly journal: Journal;
}

/**
 * Sends a recorded e-mail unless it was sent. A crash between the sending and its record sends it twice: the mail
 * service has no idempotency key, and of two notifications the first one counts.
 */
export const makeSendCourriel =
  ({ factures, courriels, courrier, system, journal }: SendCourrielDeps) =>
  async (factureId: string, id: string): Promise<void> => {
    const [facture, courriel] = await Promise.all([factures.find(factureId), courriels.find(factureId, id)]);
    if (!facture || !courriel) throw new Error(`courriel ${id} of facture ${factureId} cannot be read`);
    if (courriel.adresse === undefined || courriel.envoyeLe !== undefined || courriel.refuseLe !== undefined) return;
    try {
      const message = MESSAGES[courriel.type](facture, courriel.delai);
      const messageId = await courrier.send({ ...message, a: courriel.adresse, facture: factureId, courriel: id });
      await courriels.markSent(courriel, system.now().toISOString(), messageId);
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      // The service may name the address in its words: they stay on the row, out of the log.
      journal.error("COURRIEL_REFUSE", { facture: factureId, courriel: id });
      await courriels.markRefused(factureId, id, system.now().toISOString(), error.message);
    }
  };
