import { avisOfWarning } from "#domain/travaux/avis.ts";
import { runningDelay } from "#domain/travaux/echeances.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { DelaiAEchoir, Evenements } from "#ports/evenements.ts";
import { makeTellAvis, type TellAvisDeps } from "./tell-avis.ts";

export interface FollowWarningDeps extends TellAvisDeps {
  readonly dossiers: Pick<Dossiers, "find">;
  readonly evenements: Pick<Evenements, "markDone">;
}

/**
 * The e-mail of a warning, unless its delay came to an end meanwhile: whoever has acted, or is late already, is not told that he
 * will soon be. May be repeated at any point.
 */
export const makeFollowWarning = (deps: FollowWarningDeps) => {
  const { dossiers, evenements, system } = deps;
  const tell = makeTellAvis(deps);

  return async (evenement: DelaiAEchoir): Promise<void> => {
    const dossier = await dossiers.find(evenement.dossier);
    if (dossier === undefined) throw new Error(`event ${evenement.id} names a dossier that cannot be read`);
    const running = runningDelay(dossier);
    const instant = system.now().toISOString();
    if (running?.hold.depuis === evenement.depuis && instant < running.echeance.echueLe) {
      await tell(evenement, avisOfWarning(running));
    }
    await evenements.markDone(evenement, instant);
  };
};
