import { type Depot, isFinished } from "#domain/depots/depot.ts";
import { DELAI_EXPIRATION, DELAI_RELANCE } from "#domain/limites/depot.ts";
import type { Depots } from "#ports/depots.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Evenement, Evenements } from "#ports/evenements.ts";
import type { Journal, System } from "#ports/system.ts";
import type { IntakeQueue, Uploads } from "#ports/uploads.ts";

export interface SweepDeps {
  readonly depots: Pick<Depots, "unfinishedBefore" | "expire" | "close">;
  readonly uploads: Pick<Uploads, "storedVersion">;
  readonly intake: Pick<IntakeQueue, "requeue">;
  readonly evenements: Pick<Evenements, "sweep">;
  readonly follow: (evenement: Evenement) => Promise<void>;
  readonly dossiers: Pick<Dossiers, "echus">;
  /** Records that a legal delay of a dossier is over; whether there was one. */
  readonly expireEtape: (dossier: string) => Promise<boolean>;
  /** Writes that somebody is to be warned of one that will soon be over; whether there was one. */
  readonly warnHolder: (dossier: string) => Promise<boolean>;
  readonly system: Pick<System, "now">;
  readonly journal: Journal;
}

export interface SweepCount {
  relances: number;
  clotures: number;
  expires: number;
  evenements: number;
  /** Legal delays of works contracts that were over. */
  etapesEchues: number;
  /** Actors to be warned that one will soon be. */
  avertissements: number;
  echecs: number;
}

const secondsBefore = (now: Date, seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString();

/**
 * The safety net under every wake-up that may get lost: deposits whose file arrived without a result go back to the
 * intake, archives whose members are all judged are closed, deposits without a file expire, legal delays that are over are
 * recorded, those of delays that will soon be are warned, events not done are done. One that fails stops none of the others.
 */
export const makeSweep =
  ({ depots, uploads, intake, evenements, follow, dossiers, expireEtape, warnHolder, system, journal }: SweepDeps) =>
  async (): Promise<SweepCount> => {
    const count: SweepCount = {
      relances: 0,
      clotures: 0,
      expires: 0,
      evenements: 0,
      etapesEchues: 0,
      avertissements: 0,
      echecs: 0,
    };
    const now = system.now();
    const attempt = async (what: Record<string, string>, action: () => Promise<void>): Promise<void> => {
      try {
        await action();
      } catch (error) {
        count.echecs += 1;
        journal.error("BALAYAGE_ECHEC", { ...what, erreur: String(error) });
      }
    };

    const followUp = async (depot: Depot): Promise<void> => {
      if (isFinished(depot)) {
        await depots.close(depot.id);
        count.clotures += 1;
        return;
      }
      const versionId = depot.versionId ?? (await uploads.storedVersion(depot.id));
      if (versionId !== undefined) {
        await intake.requeue(depot.id, versionId);
        count.relances += 1;
      } else if ((depot.ouvertDepuis ?? depot.creeLe) < secondsBefore(now, DELAI_EXPIRATION)) {
        await depots.expire(depot.id, now.toISOString());
        count.expires += 1;
      }
    };
    await depots.unfinishedBefore(secondsBefore(now, DELAI_RELANCE), (depot) =>
      attempt({ depot: depot.id }, () => followUp(depot)),
    );

    // Before the events, which tell of it. A delay that is over is no more to be warned of, however late the sweep comes.
    await dossiers.echus(now.toISOString(), (dossier) =>
      attempt({ dossier }, async () => {
        if (await expireEtape(dossier)) count.etapesEchues += 1;
        else if (await warnHolder(dossier)) count.avertissements += 1;
      }),
    );

    await evenements.sweep(secondsBefore(now, DELAI_RELANCE), (evenement) =>
      attempt({ evenement: evenement.id }, async () => {
        await follow(evenement);
        count.evenements += 1;
      }),
    );
    return count;
  };
