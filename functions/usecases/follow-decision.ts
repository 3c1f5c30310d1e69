import { formatStructureId, sameStructure } from "#domain/structures/identifiers.ts";
import { answerOf } from "#domain/travaux/answer.ts";
import type { Avis } from "#domain/travaux/avis.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Courriels, CourrielsQueue } from "#ports/courriels.ts";
import type { DossierExecutions } from "#ports/dossier-executions.ts";
import type { Decision, Dossiers } from "#ports/dossiers.ts";
import type { DossierDecide, Evenements } from "#ports/evenements.ts";
import type { Journal, System } from "#ports/system.ts";
import { deterministicId } from "./identity.ts";

export interface FollowDecisionDeps {
  readonly annuaire: Pick<Annuaire, "structures">;
  readonly dossiers: Pick<Dossiers, "decision" | "token">;
  readonly executions: DossierExecutions;
  readonly courriels: Pick<Courriels, "record">;
  readonly queue: CourrielsQueue;
  readonly evenements: Pick<Evenements, "markDone">;
  readonly system: Pick<System, "now">;
  readonly journal: Journal;
}

/**
 * What follows a decision on a dossier of works contracts: its execution starts or goes on, and those who are concerned are
 * told. May be repeated at any point, before or after the execution itself came to wait.
 */
export const makeFollowDecision = (deps: FollowDecisionDeps) => {
  const { annuaire, dossiers, executions, courriels, queue, evenements, system, journal } = deps;

  /** The opening starts the execution, unless nobody is to be waited for: what is payable at once needs none. */
  const goOn = async (decision: Decision): Promise<void> => {
    const { dossier, visit, acte, statut } = decision;
    if (acte === "deposer") {
      if (statut !== undefined) await executions.start(dossier, { dossier });
      return;
    }
    const jeton = await dossiers.token(dossier, visit);
    // Without a token the execution has not come so far: the decision is there when it does.
    if (jeton !== undefined) await executions.answer(jeton, answerOf(decision));
  };

  const tell = async (evenement: DossierDecide, { type, facture, structure }: Avis): Promise<void> => {
    const found = (await annuaire.structures([structure])).find((one) => sameStructure(one, structure));
    const adresse = found?.emailStructure;
    const courriel = await courriels.record({
      id: deterministicId("courriel", evenement.id, type, formatStructureId(structure)),
      type,
      facture,
      aEnvoyerLe: system.now().toISOString(),
      ...(adresse !== undefined && { adresse }),
    });
    if (courriel.adresse === undefined) journal.error("DESTINATAIRE_SANS_ADRESSE", { facture });
    else if (courriel.envoyeLe === undefined) await queue.enqueue(facture, courriel.id);
  };

  return async (evenement: DossierDecide): Promise<void> => {
    const decision = await dossiers.decision(evenement.dossier, evenement.visit);
    if (decision === undefined) throw new Error(`event ${evenement.id} names a decision that cannot be read`);
    await goOn(decision);
    for (const avis of decision.avis) await tell(evenement, avis);
    await evenements.markDone(evenement, system.now().toISOString());
  };
};
