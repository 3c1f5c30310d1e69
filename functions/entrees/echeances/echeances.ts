import { type AnnounceFactureDeps, makeAnnounceFacture } from "#usecases/announce-facture.ts";
import { makeSweep, type SweepDeps } from "#usecases/sweep.ts";

export interface EcheancesDeps extends Omit<SweepDeps, "announce" | "evenements">, AnnounceFactureDeps {
  readonly evenements: SweepDeps["evenements"] & AnnounceFactureDeps["evenements"];
}

/** The hourly sweep. What it counted is in its log line; a failure of one row is counted, logged and tried again. */
export const makeHandler = (deps: EcheancesDeps) => {
  const sweep = makeSweep({ ...deps, announce: makeAnnounceFacture(deps) });
  return async (): Promise<void> => {
    const count = await sweep();
    deps.journal.info("BALAYAGE", { ...count });
    if (count.echecs > 0) throw new Error(`${count.echecs} rows could not be swept: see BALAYAGE_ECHEC in the log`);
  };
};
