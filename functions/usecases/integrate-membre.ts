import { isFinished } from "#domain/depots/depot.ts";
import type { Depots } from "#ports/depots.ts";
import type { Uploads } from "#ports/uploads.ts";
import { sha256Hex } from "./identity.ts";
import { makeSettleMembre, type SettleDeps } from "./settle-membre.ts";

export interface IntegrateMembreDeps extends SettleDeps {
  readonly depots: Pick<Depots, "get" | "recordMembre">;
  readonly uploads: Pick<Uploads, "readMembre">;
}

/** A member of an archive, stored and counted. */
export interface Membre {
  readonly depot: string;
  readonly rang: number;
}

/** Takes one member of an archive through to its verdict, whatever becomes of the others. May be repeated at any point. */
export const makeIntegrateMembre = (deps: IntegrateMembreDeps) => {
  const { depots, uploads, journal } = deps;
  const { settle, refuse } = makeSettleMembre(deps);

  return async ({ depot: id, rang }: Membre): Promise<void> => {
    const depot = await depots.get(id);
    if (!depot) {
      journal.info("DEPOT_INCONNU", { depot: id, rang });
      return;
    }
    if (isFinished(depot)) return;
    const { nomFichier, ...content } = await uploads.readMembre(id, rang);
    const place = { rang, nomFichier };
    if ("faute" in content) return refuse(depot, place, [content.faute]);
    await settle(depot, place, { bytes: content.bytes, sha256: sha256Hex(content.bytes) });
  };
};
