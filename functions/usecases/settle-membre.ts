/** From the bytes of one invoice to its verdict on the deposit, be it the whole file or a member of an archive. */
import type { Depot, MembreDepot } from "#domain/depots/depot.ts";
import { keptFaults } from "#domain/depots/kept-faults.ts";
import { mayDo } from "#domain/droits/rights.ts";
import type { Facture } from "#domain/facture/facture.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";
import type { Guideline } from "#domain/regles/chorus/guidelines.ts";
import type { ProfileName } from "#domain/regles/national/profiles.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import { findPiece } from "#domain/travaux/dossier.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Depots } from "#ports/depots.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Factures, Integration } from "#ports/factures.ts";
import type { Journal, System } from "#ports/system.ts";
import type { Archive } from "#ports/uploads.ts";
import { factureId, sha256Hex } from "./identity.ts";
import { type Judgement, makeJudgeInvoice, type VerifyInvoice } from "./judge-invoice.ts";
import { makeWriteAct, partieOf } from "./write-act.ts";

export interface SettleDeps {
  readonly annuaire: Pick<Annuaire, "principal" | "structures" | "service">;
  readonly depots: Pick<Depots, "recordMembre">;
  readonly factures: Pick<Factures, "find" | "integrate">;
  readonly dossiers: Pick<Dossiers, "find">;
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

/** Acts by others that may come first while a piece is judged: people do not act five times in a second. */
const RACES = 5;

type Accepted = NonNullable<Judgement["accepted"]>;

/** Every step may be repeated, at any time and in any order: the archive and the last transaction are conditional. */
export const makeSettleMembre = (deps: SettleDeps) => {
  const { annuaire, depots, factures, archive, system, journal } = deps;
  const judge = makeJudgeInvoice(deps);
  const writeAct = makeWriteAct({ annuaire });

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

  /** What the invoice is at that instant, and what its entry makes of its dossier, where it is a piece of works contracts. */
  const entering = async (
    depot: Depot,
    sha256: string,
    id: string,
    instant: string,
    { entry }: Accepted,
  ): Promise<Pick<Facture, "statut" | "dossier" | "reception"> & Pick<Integration, "passages" | "acte">> => {
    if (entry === undefined) {
      const passages: readonly HistoryEntry[] = [{ statut: "MISE_A_DISPOSITION", instant, auteur: "plateforme" }];
      return { statut: "MISE_A_DISPOSITION", passages };
    }
    const { by, acte, courseAt } = entry;
    const course = courseAt(instant);
    const empreinte = sha256Hex(JSON.stringify([depot.deposant, acte, id, sha256]));
    const written = await writeAct(course, { acte, by, auteur: depot.deposant, instant, empreinte });
    const statut = findPiece(course.after, id)?.statut ?? "DEPOSEE";
    // Before this piece: the first one is received as it comes, by an e-mail of its own.
    const reception = course.before?.reception;
    return {
      statut: statut === "DEPOSEE" ? "MISE_A_DISPOSITION" : statut,
      dossier: course.after.id,
      ...(reception && { reception }),
      passages: [],
      acte: written,
    };
  };

  /** False where the dossier went on meanwhile: the piece is to be judged again. */
  const integrate = async (
    depot: Depot,
    place: Place,
    { bytes, sha256 }: Content,
    accepted: Accepted,
    fautes: readonly Fault[],
  ): Promise<boolean> => {
    const { syntaxe, header, fournisseur, destinataire } = accepted;
    const id = factureId(header);
    const instant = system.now().toISOString();
    const { passages, acte, ...state } = await entering(depot, sha256, id, instant, accepted);
    await archive.keep(sha256, bytes);
    for (let draw = 0; draw < ALIAS_DRAWS; draw++) {
      const outcome = await factures.integrate({
        partitions: destinataire.partitions,
        passages,
        ...(acte && { acte }),
        facture: {
          ...header,
          ...state,
          id,
          alias: system.newAlias(),
          fournisseur: partieOf(fournisseur),
          destinataire: partieOf(destinataire),
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
      if (outcome === "decided-meanwhile") return false;
      if (outcome === "taken") {
        await settleTaken(depot, place, await takenBy(id), fautes);
        return true;
      }
      journal.info(outcome === "integrated" ? "FACTURE_INTEGREE" : "MEMBRE_DEJA_JUGE", {
        depot: depot.id,
        facture: id,
      });
      return true;
    }
    throw new Error(`no free alias for facture ${id} after ${ALIAS_DRAWS} draws`);
  };

  const takenBy = async (id: string): Promise<Facture> => {
    const first = await factures.find(id);
    if (!first) throw new Error(`facture ${id} is taken and cannot be read`);
    return first;
  };

  /** False where it is to be judged again. */
  const settleOnce = async (depot: Depot, judged: Place, content: Content): Promise<boolean> => {
    const { accepted, faults, numeroFacture } = await judge(content.bytes, depot);
    if (!accepted) {
      await refuse(depot, judged, faults, numeroFacture);
      return true;
    }
    const first = await factures.find(factureId(accepted.header));
    if (first) {
      await settleTaken(depot, judged, first, faults);
      return true;
    }
    if (!depot.verificationSeule) return integrate(depot, judged, content, accepted, faults);
    await record(depot, {
      ...judged,
      resultat: "CONFORME",
      fautes: faults,
      ...(numeroFacture && { numeroFacture }),
    });
    return true;
  };

  const settle = async (depot: Depot, place: Omit<Place, "sha256">, content: Content): Promise<void> => {
    const judged: Place = { ...place, sha256: content.sha256 };
    for (let round = 0; round < RACES; round++) if (await settleOnce(depot, judged, content)) return;
    throw new Error(`depot ${depot.id}: the dossier that its piece joins was decided ${RACES} times meanwhile`);
  };

  return { settle, refuse };
};
