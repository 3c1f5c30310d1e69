/** From the bytes of one invoice to its verdict on the deposit, be it the whole file or a member of an archive. */
import type { Depot, MembreDepot } from "#domain/depots/depot.ts";
import { keptFaults } from "#domain/depots/kept-faults.ts";
import { mayDo } from "#domain/droits/rights.ts";
import type { Facture, Partie } from "#domain/facture/facture.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";
import type { Guideline } from "#domain/regles/chorus/guidelines.ts";
import type { ProfileName } from "#domain/regles/national/profiles.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { Structure } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Depots } from "#ports/depots.ts";
import type { Factures } from "#ports/factures.ts";
import type { Journal, System } from "#ports/system.ts";
import type { Archive } from "#ports/uploads.ts";
import { factureId } from "./identity.ts";
import { type Judgement, makeJudgeInvoice, type VerifyInvoice } from "./judge-invoice.ts";

export interface SettleDeps {
  readonly annuaire: Pick<Annuaire, "principal" | "structures" | "service">;
  readonly depots: Pick<Depots, "recordMembre">;
  readonly factures: Pick<Factures, "find" | "integrate">;
  readonly archive: Archive;
  readonly verifyInvoice: VerifyInvoice;
  readonly checkSiretKey: boolean;
  readonly guidelines: readonly Guideline[];
  readonly profile: ProfileName;
  readonly system: Pick<System, "now" | "newAlias">;
  readonly journal: Journal;
}

/** Which member it is: all that is known of one that was not unpacked. */
export type Place = Pick<MembreDepot, "rang" | "nomFichier" | "sha256">;

interface Content {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Draws of a random alias before giving up: two collisions in a row below 2^53 do not happen by chance. */
const ALIAS_DRAWS = 3;

type Accepted = NonNullable<Judgement["accepted"]>;

const partie = (structure: Structure): Partie => ({
  typeIdentifiantStructure: structure.typeIdentifiantStructure,
  identifiantStructure: structure.identifiantStructure,
  raisonSocialeStructure: structure.raisonSocialeStructure,
});

/** Every step may be repeated, at any time and in any order: the archive and the last transaction are conditional. */
export const makeSettleMembre = (deps: SettleDeps) => {
  const { annuaire, depots, factures, archive, system, journal } = deps;
  const judge = makeJudgeInvoice(deps);

  const record = (depot: Depot, membre: Omit<MembreDepot, "jugeLe">): Promise<void> =>
    depots.recordMembre(depot.id, {
      ...membre,
      jugeLe: system.now().toISOString(),
      fautes: keptFaults(membre.fautes, depot.total ?? 1),
    });

  const refuse = (depot: Depot, place: Place, fautes: readonly Fault[], numeroFacture?: string): Promise<void> =>
    record(depot, {
      ...place,
      resultat: depot.verificationSeule ? "NON_CONFORME" : "REJETEE",
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

  /**
   * The id is taken: by the very same bytes, which is no fault, or by another invoice with the same number. A repeated
   * delivery of the member that took it comes here too: its verdict is there already, and stays.
   */
  const settleTaken = async (depot: Depot, place: Place, first: Facture, fautes: readonly Fault[]): Promise<void> => {
    const { numeroFacture } = first;
    if (first.sha256 !== place.sha256) {
      return refuse(depot, place, [...fautes, await duplicateFault(depot, first)], numeroFacture);
    }
    return record(depot, {
      ...place,
      resultat: depot.verificationSeule ? "CONFORME" : "INTEGREE",
      fautes,
      numeroFacture,
      facture: first.id,
      dejaDepose: true,
    });
  };

  const integrate = async (
    depot: Depot,
    place: Place,
    { bytes, sha256 }: Content,
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
          ...place,
          resultat: "INTEGREE",
          jugeLe: instant,
          numeroFacture: header.numeroFacture,
          facture: id,
          fautes: keptFaults(fautes, depot.total ?? 1),
        },
      });
      if (outcome === "alias-taken") continue;
      if (outcome === "taken") {
        const first = await factures.find(id);
        if (!first) throw new Error(`facture ${id} is taken and cannot be read`);
        return settleTaken(depot, place, first, fautes);
      }
      journal.info(outcome === "integrated" ? "FACTURE_INTEGREE" : "MEMBRE_DEJA_JUGE", {
        depot: depot.id,
        facture: id,
      });
      return;
    }
    throw new Error(`no free alias for facture ${id} after ${ALIAS_DRAWS} draws`);
  };

  const settle = async (depot: Depot, place: Omit<Place, "sha256">, content: Content): Promise<void> => {
    const judged: Place = { ...place, sha256: content.sha256 };
    const { accepted, faults, numeroFacture } = await judge(content.bytes, depot);
    if (!accepted) return refuse(depot, judged, faults, numeroFacture);

    const first = await factures.find(factureId(accepted.header));
    if (first) return settleTaken(depot, judged, first, faults);
    if (depot.verificationSeule) {
      return record(depot, {
        ...judged,
        resultat: "CONFORME",
        fautes: faults,
        ...(numeroFacture && { numeroFacture }),
      });
    }
    return integrate(depot, judged, content, accepted, faults);
  };

  return { settle, refuse };
};
