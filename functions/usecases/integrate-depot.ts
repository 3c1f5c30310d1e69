import type { MembreArchive, OpenArchive, RefusArchive } from "#domain/depots/archive.ts";
import { type Depot, isFinished } from "#domain/depots/depot.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";
import type { Depots } from "#ports/depots.ts";
import type { IntakeQueue, Uploads } from "#ports/uploads.ts";
import { sha256Hex } from "./identity.ts";
import { makeSettleMembre, type SettleDeps } from "./settle-membre.ts";

export interface IntegrateDepotDeps extends SettleDeps {
  readonly depots: Pick<Depots, "claim" | "find" | "markUnpacked" | "recordMembre">;
  readonly uploads: Pick<Uploads, "read" | "storeMembre">;
  readonly intake: Pick<IntakeQueue, "enqueueMembres">;
  readonly openArchive: OpenArchive;
}

/** An upload that storage announced. */
export interface Upload {
  readonly depot: string;
  readonly versionId: string;
}

/** The file itself: one invoice, or an archive that is refused as a whole. */
const WHOLE_FILE = { rang: 1 } as const;

/**
 * Takes an upload through to its verdict: integrated and routed, or refused with its report. An archive is unpacked, and
 * each of its members becomes a message of its own.
 *
 * Every step may be repeated, at any time and in any order. Nothing of an archive is judged before all of its members are
 * stored and counted; from then on, a repetition sends only those again that have no verdict, and unpacks nothing.
 */
export const makeIntegrateDepot = (deps: IntegrateDepotDeps) => {
  const { depots, uploads, intake, openArchive, system, journal } = deps;
  const { settle, refuse } = makeSettleMembre(deps);

  const sendMembres = async (id: string): Promise<void> => {
    const found = await depots.find(id);
    const judged = new Set(found?.membres.map(({ rang }) => rang));
    const all = Array.from({ length: found?.depot.total ?? 0 }, (_, index) => index + 1);
    await intake.enqueueMembres(
      id,
      all.filter((rang) => !judged.has(rang)),
    );
  };

  /** Stores the members; gives how many they are, or why the archive is refused. */
  const unpack = async (id: string, members: AsyncIterable<MembreArchive | RefusArchive>): Promise<number | Fault> => {
    let total = 0;
    for await (const member of members) {
      if ("refus" in member) return member.refus;
      await uploads.storeMembre(id, member);
      total = member.rang;
    }
    return total;
  };

  const settleFile = async (depot: Depot, bytes: Uint8Array): Promise<void> => {
    const sha256 = sha256Hex(bytes);
    if (depot.sha256 !== undefined && depot.sha256 !== sha256) {
      return refuse(depot, { ...WHOLE_FILE, sha256 }, [routingFault("EMPREINTE_DIFFERENTE", { value: sha256 })]);
    }
    const members = openArchive(bytes);
    if (!members) return settle(depot, WHOLE_FILE, { bytes, sha256 });

    const total = await unpack(depot.id, members);
    if (typeof total !== "number") return refuse(depot, { ...WHOLE_FILE, sha256 }, [total]);
    await depots.markUnpacked(depot.id, total, system.now().toISOString());
    journal.info("ARCHIVE_DECOMPRESSEE", { depot: depot.id, membres: total });
    return sendMembres(depot.id);
  };

  return async ({ depot: id, versionId }: Upload): Promise<void> => {
    const claim = await depots.claim(id, versionId, system.now().toISOString());
    if (claim.outcome !== "ours") {
      journal.info(claim.outcome === "ignored" ? "VERSION_IGNOREE" : "DEPOT_INCONNU", { depot: id, versionId });
      return;
    }
    if (isFinished(claim.depot)) return;
    if (claim.depot.decompresseLe !== undefined) return sendMembres(id);
    await settleFile(claim.depot, await uploads.read(id, versionId));
  };
};
