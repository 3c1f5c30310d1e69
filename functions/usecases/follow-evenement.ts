import type { Evenement } from "#ports/evenements.ts";
import { type AnnounceFactureDeps, makeAnnounceFacture } from "./announce-facture.ts";
import { type FollowDecisionDeps, makeFollowDecision } from "./follow-decision.ts";
import { type FollowWarningDeps, makeFollowWarning } from "./follow-warning.ts";

export interface FollowEvenementDeps extends AnnounceFactureDeps, FollowDecisionDeps, FollowWarningDeps {
  readonly dossiers: FollowDecisionDeps["dossiers"] & FollowWarningDeps["dossiers"];
}

/** All that follows from an event, whether the stream or the sweep brings it. */
export const makeFollowEvenement = (deps: FollowEvenementDeps): ((evenement: Evenement) => Promise<void>) => {
  const announce = makeAnnounceFacture(deps);
  const followDecision = makeFollowDecision(deps);
  const followWarning = makeFollowWarning(deps);
  return (evenement) => {
    switch (evenement.type) {
      case "DOSSIER_DECIDE":
        return followDecision(evenement);
      case "DELAI_A_ECHOIR":
        return followWarning(evenement);
      case "FACTURE_MISE_A_DISPOSITION":
        return announce(evenement);
    }
  };
};
