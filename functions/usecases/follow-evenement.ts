import type { Evenement } from "#ports/evenements.ts";
import { type AnnounceFactureDeps, makeAnnounceFacture } from "./announce-facture.ts";
import { type FollowDecisionDeps, makeFollowDecision } from "./follow-decision.ts";

export type FollowEvenementDeps = AnnounceFactureDeps & FollowDecisionDeps;

/** All that follows from an event, whether the stream or the sweep brings it. */
export const makeFollowEvenement = (deps: FollowEvenementDeps): ((evenement: Evenement) => Promise<void>) => {
  const announce = makeAnnounceFacture(deps);
  const followDecision = makeFollowDecision(deps);
  return (evenement) => (evenement.type === "DOSSIER_DECIDE" ? followDecision(evenement) : announce(evenement));
};
