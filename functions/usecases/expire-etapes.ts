import { decide } from "#domain/travaux/decide.ts";
import { expiration } from "#domain/travaux/echeances.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { System } from "#ports/system.ts";
import { sha256Hex } from "./identity.ts";
import { makeWriteAct } from "./write-act.ts";

export interface ExpireEtapeDeps {
  readonly annuaire: Pick<Annuaire, "structures">;
  readonly dossiers: Pick<Dossiers, "find" | "decide">;
  readonly system: Pick<System, "now">;
}

/**
 * Records that a legal delay of the dossier is over, as an act of the platform: of an act by somebody at the same instant the
 * first counts, and the sweep comes again. A dossier whose delay is not over, or no more, is left alone.
 */
export const makeExpireEtape = ({ annuaire, dossiers, system }: ExpireEtapeDeps) => {
  const writeAct = makeWriteAct({ annuaire });

  /** Whether something was recorded. */
  return async (id: string): Promise<boolean> => {
    const before = await dossiers.find(id);
    const instant = system.now().toISOString();
    const due = before && expiration(before, instant);
    if (before === undefined || due === undefined) return false;
    const { dossier: after, changes } = decide(before, due.row, due.piece, { acte: "expirer" }, instant);
    const written = await writeAct(
      { before, after, changes },
      {
        acte: "expirer",
        by: "SYSTEME",
        auteur: "plateforme",
        instant,
        empreinte: sha256Hex(JSON.stringify(["plateforme", "expirer", id, before.visit])),
      },
    );
    return (await dossiers.decide(written)) === "decided";
  };
};
