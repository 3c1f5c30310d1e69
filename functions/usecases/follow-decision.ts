import { answerOf } from "#domain/travaux/answer.ts";
import type { DossierExecutions } from "#ports/dossier-executions.ts";
import type { Decision, Dossiers } from "#ports/dossiers.ts";
import type { DossierDecide, Evenements } from "#ports/evenements.ts";
import { makeTellAvis, type TellAvisDeps } from "./tell-avis.ts";

export interface FollowDecisionDeps extends TellAvisDeps {
  readonly dossiers: Pick<Dossiers, "decision" | "token">;
  readonly executions: DossierExecutions;
  readonly evenements: Pick<Evenements, "markDone">;
}

/**
 * What follows a decision on a dossier of works contracts: its execution starts or goes on, and those who are concerned are
 * told. May be repeated at any point, before or after the execution itself came to wait.
 */
export const makeFollowDecision = (deps: FollowDecisionDeps) => {
  const { dossiers, executions, evenements, system } = deps;
  const tell = makeTellAvis(deps);

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

  return async (evenement: DossierDecide): Promise<void> => {
    const decision = await dossiers.decision(evenement.dossier, evenement.visit);
    if (decision === undefined) throw new Error(`event ${evenement.id} names a decision that cannot be read`);
    await goOn(decision);
    for (const avis of decision.avis) await tell(evenement, avis);
    await evenements.markDone(evenement, system.now().toISOString());
  };
};
