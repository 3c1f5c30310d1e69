import { answerOf } from "#domain/travaux/answer.ts";
import type { DossierExecutions } from "#ports/dossier-executions.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Journal } from "#ports/system.ts";

export interface AwaitActDeps {
  readonly dossiers: Pick<Dossiers, "storeToken" | "decision">;
  readonly executions: Pick<DossierExecutions, "answer">;
  readonly journal: Journal;
}

/** An execution that has come to wait for somebody. */
export interface Wait {
  readonly dossier: string;
  readonly visit: number;
  readonly jeton: string;
}

/**
 * Keeps the token with which an execution waits, then answers at once where the act has been done already: before the
 * execution came, or before a redrive or a restart brought it back. In this order: an act that comes between the two finds
 * the token, and one that came before is found here. Both may answer; the second answer is a no-op.
 */
export const makeAwaitAct =
  ({ dossiers, executions, journal }: AwaitActDeps) =>
  async ({ dossier, visit, jeton }: Wait): Promise<void> => {
    await dossiers.storeToken(dossier, visit, jeton);
    const decision = await dossiers.decision(dossier, visit);
    if (decision !== undefined) await executions.answer(jeton, answerOf(decision));
    journal.info("ETAPE_ATTENDUE", { dossier, visit, dejaDecidee: decision !== undefined });
  };
