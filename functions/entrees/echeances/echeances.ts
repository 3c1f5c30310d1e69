import { type ExpireEtapeDeps, makeExpireEtape } from "#usecases/expire-etapes.ts";
import { type FollowEvenementDeps, makeFollowEvenement } from "#usecases/follow-evenement.ts";
import { makeSweep, type SweepDeps } from "#usecases/sweep.ts";
import { makeWarnHolder, type WarnHolderDeps } from "#usecases/warn-holder.ts";

export type EcheancesDeps = Omit<SweepDeps, "follow" | "expireEtape" | "warnHolder"> &
  FollowEvenementDeps &
  ExpireEtapeDeps &
  WarnHolderDeps;

/** The hourly sweep. What it counted is in its log line; a failure of one row is counted, logged and tried again. */
export const makeHandler = (deps: EcheancesDeps) => {
  const sweep = makeSweep({
    ...deps,
    follow: makeFollowEvenement(deps),
    expireEtape: makeExpireEtape(deps),
    warnHolder: makeWarnHolder(deps),
  });
  return async (): Promise<void> => {
    const count = await sweep();
    deps.journal.info("BALAYAGE", { ...count });
    if (count.echecs > 0) throw new Error(`${count.echecs} rows could not be swept: see BALAYAGE_ECHEC in the log`);
  };
};
