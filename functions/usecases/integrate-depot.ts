import type { Depot, MembreDepot } from "#domain/depots/depot.ts";
import { isFinished } from "#domain/depots/depot.ts";
import { mayDo } from "#domain/droits/rights.ts";
import type { Facture, Partie } from "#domain/facture/facture.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";
import { MAX_FAUTES } from "#domain/limites/depot.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { Structure } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Depots } from "#ports/depots.ts";
import type { Factures } from "#ports/factures.ts";
import type { Journal, System } from "#ports/system.ts";
import type { Archive, Uploads } from "#ports/uploads.ts";
import { factureId, sha256Hex } from "./identity.ts";
import { type Judgement, makeJudgeInvoice, type ReadInvoice } from "./judge-invoice.ts";

export interface IntegrateDepotDeps {
  readonly annuaire: Pick<Annuaire, "principal" | "structures" | "service">;
  readonly depots: Pick<Depots, "claim" | "recordMembre">;
  readonly factures: Pick<Factures, "find" | "integrate">;
  readonly uploads: Pick<Uploads, "read">;
  readonly archive: Archive;
  readonly readInvoice: ReadInvoice;
  readonly checkSiretKey: boolean;
  readonly system: Pick<System, "now" | "newAlias">;
  readonly journal: Journal;
}

/** An upload that storage announced. */
export interface Upload {
  readonly depot: string;
  readonly versionId: string;
}

/** Draws of a random alias before giving up: two collisions in a row below 2^53 do not happen by chance. */
const ALIAS_DRAWS = 3;

/** Until archives are opened, a file is one invoice. */
const ONLY_MEMBER = 1;

type Accepted = NonNullable<Judgement["accepted"]>;

const partie = (structure: Structure): Partie => ({
  typeIdentifiantStructure: structure.typeIdentifiantStructure,
  identifiantStructure: structure.identifiantStructure,
  raisonSocialeStructure: structure.raisonSocialeStructure,
});

/**
 * Takes an upload through to its verdict: integrated and routed, or refused with its report. Every step may be
 * repeated, at any time and in any order: the claim, the archive and the last transaction are all conditional.
 */
export const makeIntegrateDepot = (deps: IntegrateDepotDeps) => {
  const { annuaire, depots, factures, uploads, archive, system, journal } = deps;
  const judge = makeJudgeInvoice(deps);

  const record = (
    depot: Depot,
    membre: Omit<MembreDepot, "rang" | "jugeLe" | "fautes"> & { fautes: readonly Fault[] },
  ) =>
    depots.recordMembre(depot.id, {
      ...membre,
      rang: ONLY_MEMBER,
      jugeLe: system.now().toISOString(),
      fautes: membre.fautes.slice(0, MAX_FAUTES),
    });

  const refuse = (depot: Depot, sha256: string, fautes: readonly Fault[], numeroFacture?: string) =>
    record(depot, {
      resultat: depot.verificationSeule ? "NON_CONFORME" : "REJETEE",
      sha256,
      fautes,
      ...(numeroFacture !== undefined && { numeroFacture }),
    });

  /** Names the first invoice to those only who may read it. */
  const duplicateFault = async (depot: Depot, first: Facture): Promise<Fault> => {
    const principal = await annuaire.principal(depot.deposant);
    const isParty = principal !== undefined && mayDo(principal, "CONSULTER_FACTURE_EMISE", first.fournisseur);
    const precision = isParty ? ` : la facture ${first.id}, déposée le ${first.dateDepot.slice(0, 10)}` : "";
    return routingFault("DOUBLON", { value: first.numeroFacture, params: { precision } });
  };

  /** The id is taken: by the very same bytes, which is no fault, or by another invoice with the same number. */
  const settleTaken = async (depot: Depot, sha256: string, first: Facture, fautes: readonly Fault[]): Promise<void> => {
    const { numeroFacture } = first;
    if (first.sha256 !== sha256) {
      return refuse(depot, sha256, [...fautes, await duplicateFault(depot, first)], numeroFacture);
    }
    if (first.depot === depot.id) return;
    return record(depot, {
      resultat: depot.verificationSeule ? "CONFORME" : "INTEGREE",
      sha256,
      fautes,
      numeroFacture,
      facture: first.id,
      dejaDepose: true,
    });
  };

  const integrate = async (
    depot: Depot,
    bytes: Uint8Array,
    sha256: string,
    { syntaxe, header, fournisseur, destinataire }: Accepted,
    fautes: readonly Fault[],
  ): Promise<void> => {
    const id = factureId(header);
    const instant = system.now().toISOString();
    const passages: readonly HistoryEntry[] = [{ statut: "MISE_A_DISPOSITION", instant, auteur: "plateforme" }];
    await archive.keep(sha256, bytes);
    for (let draw = 0; draw < ALIAS_DRAWS; draw++) {
      const outcome = await factures.integrate({
        partitions: destinataire.partitions,
        passages,
        facture: {
          ...header,
          id,
          alias: system.newAlias(),
          statut: "MISE_A_DISPOSITION",
          fournisseur: partie(fournisseur),
          destinataire: partie(destinataire),
          syntaxe,
          sha256,
          taille: bytes.length,
          depot: depot.id,
          dateDepot: instant,
          auteur: depot.deposant,
        },
        membre: {
          rang: ONLY_MEMBER,
          resultat: "INTEGREE",
          sha256,
          jugeLe: instant,
          numeroFacture: header.numeroFacture,
          facture: id,
          fautes: fautes.slice(0, MAX_FAUTES),
        },
      });
      if (outcome === "alias-taken") continue;
      if (outcome === "taken") {
        const first = await factures.find(id);
        if (!first) throw new Error(`facture ${id} is taken and cannot be read`);
        return settleTaken(depot, sha256, first, fautes);
      }
      journal.info(outcome === "integrated" ? "FACTURE_INTEGREE" : "MEMBRE_DEJA_JUGE", {
        depot: depot.id,
        facture: id,
      });
      return;
    }
    throw new Error(`no free alias for facture ${id} after ${ALIAS_DRAWS} draws`);
  };

  const settle = async (depot: Depot, bytes: Uint8Array): Promise<void> => {
    const sha256 = sha256Hex(bytes);
    if (depot.sha256 !== undefined && depot.sha256 !== sha256) {
      return refuse(depot, sha256, [routingFault("EMPREINTE_DIFFERENTE", { value: sha256 })]);
    }
    const { accepted, faults, numeroFacture } = await judge(bytes, depot.deposant);
    if (!accepted) return refuse(depot, sha256, faults, numeroFacture);

    const first = await factures.find(factureId(accepted.header));
    if (first) return settleTaken(depot, sha256, first, faults);
    if (depot.verificationSeule) {
      return record(depot, { resultat: "CONFORME", sha256, fautes: faults, ...(numeroFacture && { numeroFacture }) });
    }
    return integrate(depot, bytes, sha256, accepted, faults);
  };

  return async ({ depot: id, versionId }: Upload): Promise<void> => {
    const claim = await depots.claim(id, versionId, system.now().toISOString());
    if (claim.outcome !== "ours") {
      journal.info(claim.outcome === "ignored" ? "VERSION_IGNOREE" : "DEPOT_INCONNU", { depot: id, versionId });
      return;
    }
    if (isFinished(claim.depot)) return;
    await settle(claim.depot, await uploads.read(id, versionId));
  };
};
