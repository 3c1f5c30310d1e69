/** An act on a dossier of works contracts: the first one at a visit is the one that counts. */
import type { RefusalCode } from "#domain/erreurs/catalogue.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { formatStructureId, type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Principal, PrincipalId, Structure } from "#domain/structures/structure.ts";
import { type ActField, requiredFields } from "#domain/travaux/content.ts";
import { decide } from "#domain/travaux/decide.ts";
import { type Acheminement, awaitingPiece, type Dossier, type Piece } from "#domain/travaux/dossier.ts";
import { LIBELLES_ACTES, LIBELLES_PARTIES } from "#domain/travaux/libelles.ts";
import { MOTIFS_REFUS, type MotifRefus } from "#domain/travaux/motifs.ts";
import { motifsOfRow, type PossibleAct, rowsOf } from "#domain/travaux/possible-acts.ts";
import type { Acte, Transition } from "#domain/travaux/transitions.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Decision, Dossiers } from "#ports/dossiers.ts";
import type { System } from "#ports/system.ts";
import { sha256Hex } from "./identity.ts";
import { actsFor, mayActAs, mayReadDossier } from "./travaux-access.ts";
import { makeWriteAct } from "./write-act.ts";

/** An association comes as the deposit of the piece that is associated; no caller declares a delay over. */
export type ActeDemande = Exclude<Acte, "associer" | "expirer">;

export interface DemandeActe {
  /** Visit of the dossier as the caller saw it. */
  readonly visite: number;
  readonly acte: ActeDemande;
  readonly motif?: MotifRefus;
  readonly commentaire?: string;
  /** Of a recycling. */
  readonly acheminement?: Acheminement;
  /** Of a correction of the valideur. */
  readonly valideur?: StructureId;
}

export interface ActOnDossierDeps {
  readonly annuaire: Pick<Annuaire, "principal" | "structures">;
  readonly dossiers: Pick<Dossiers, "find" | "decide" | "decision">;
  readonly system: Pick<System, "now">;
}

export interface ActeFait {
  readonly dossier: Dossier;
  readonly decision: Decision;
  /** What the caller may do next. */
  readonly actes: readonly PossibleAct[];
  /** The very same act had been done before: nothing was written. */
  readonly repete: boolean;
}

const parisInstant = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "medium",
});

/** What was done first, for who comes second. */
const told = ({ acte, by, instant, motif }: Decision): string => {
  const why = motif === undefined ? "" : `, motif « ${MOTIFS_REFUS[motif].libelle} »`;
  return `Acte retenu : « ${LIBELLES_ACTES[acte]} »${why}, par ${LIBELLES_PARTIES[by]}, le ${parisInstant.format(new Date(instant))} (heure de Paris).`;
};

const digestOf = (caller: PrincipalId, { acte, motif, commentaire, acheminement, valideur }: DemandeActe): string =>
  sha256Hex(JSON.stringify([caller, acte, motif, commentaire, acheminement, valideur]));

/** The row of the table that the act is; of several parties that the caller is, the first that may. */
const rowFor = (principal: Principal, dossier: Dossier, piece: Piece, { acte, motif }: DemandeActe): Transition => {
  const rows = rowsOf(piece, dossier).filter((row) => row.acte === acte && row.by !== "SYSTEME");
  if (rows.length === 0) throw new DomainError("ACTE_IMPOSSIBLE");
  const allowed = rows.filter(({ by }) => mayActAs(principal, by, piece, dossier));
  const [first] = allowed;
  if (first === undefined) throw new DomainError("ACTE_NON_PERMIS");
  if (acte !== "refuser") return first;
  if (motif === undefined) throw new DomainError("MOTIF_A_PRECISER");
  const row = allowed.find((one) => motifsOfRow(one, piece, rows).includes(motif));
  if (row === undefined) throw new DomainError("MOTIF_NON_ADMIS");
  // An amount is corrected in the next piece, and never a reason to refuse (R2192-34; KB0011867).
  if (row.to === "UNCHANGED") throw new DomainError("MONTANT_A_CORRIGER");
  return row;
};

/** The refusal of an act that lacks what its row asks for. */
const MISSING: Readonly<Record<ActField, RefusalCode>> = {
  motif: "MOTIF_A_PRECISER",
  commentaire: "COMMENTAIRE_A_PRECISER",
  acheminement: "ACTE_INCOMPLET",
  valideur: "ACTE_INCOMPLET",
};

const isUsable = (structure: Structure | undefined): structure is Structure => structure?.statut === "ACTIVE";

/**
 * The same act twice is one. Of two different ones at a visit the first wins; the second one is told which it was.
 *
 * @throws {DomainError} DOSSIER_INTROUVABLE for whoever takes no part in it; ACTE_DEJA_DECIDE where another act was first;
 *   ACTE_IMPOSSIBLE, ACTE_NON_PERMIS, MOTIF_A_PRECISER, MOTIF_NON_ADMIS, MONTANT_A_CORRIGER, COMMENTAIRE_A_PRECISER,
 *   ACTE_INCOMPLET, STRUCTURE_NON_UTILISABLE.
 */
export const makeActOnDossier = ({ annuaire, dossiers, system }: ActOnDossierDeps) => {
  const writeAct = makeWriteAct({ annuaire });

  const checkStructures = async ({ acheminement, valideur }: DemandeActe): Promise<void> => {
    const { moe, moa, destinataire } = acheminement ?? {};
    const named = [moe, moa, destinataire, valideur].filter((one) => one !== undefined);
    const known = await annuaire.structures(named);
    const wrong = named.find((id) => !isUsable(known.find((one) => sameStructure(one, id))));
    if (wrong !== undefined) throw new DomainError("STRUCTURE_NON_UTILISABLE", formatStructureId(wrong));
  };

  const check = async (principal: Principal, dossier: Dossier, demande: DemandeActe) => {
    const piece = awaitingPiece(dossier);
    if (piece === undefined) throw new DomainError("ACTE_IMPOSSIBLE");
    const row = rowFor(principal, dossier, piece, demande);
    const missing = requiredFields(row).find((field) => demande[field] === undefined);
    if (missing !== undefined) throw new DomainError(MISSING[missing]);
    await checkStructures(demande);
    return { piece, row };
  };

  /** At a visit that was decided already. */
  const decidedBefore = async (
    principal: Principal,
    dossier: Dossier,
    demande: DemandeActe,
    empreinte: string,
  ): Promise<ActeFait> => {
    const decision = await dossiers.decision(dossier.id, demande.visite);
    if (decision === undefined) throw new DomainError("ACTE_IMPOSSIBLE");
    if (decision.empreinte !== empreinte) throw new DomainError("ACTE_DEJA_DECIDE", told(decision));
    return { dossier, decision, actes: actsFor(principal, dossier), repete: true };
  };

  const reread = async (id: string): Promise<Dossier> => {
    const dossier = await dossiers.find(id);
    if (dossier === undefined) throw new DomainError("DOSSIER_INTROUVABLE");
    return dossier;
  };

  return async (caller: PrincipalId, id: string, demande: DemandeActe): Promise<ActeFait> => {
    const [principal, dossier] = await Promise.all([annuaire.principal(caller), dossiers.find(id)]);
    if (!principal || !dossier || !mayReadDossier(principal, dossier)) throw new DomainError("DOSSIER_INTROUVABLE");
    const empreinte = digestOf(caller, demande);
    if (demande.visite !== dossier.visit) return decidedBefore(principal, dossier, demande, empreinte);

    const { piece, row } = await check(principal, dossier, demande);
    const { acte, motif } = demande;
    const instant = system.now().toISOString();
    const { dossier: after, changes } = decide(dossier, row, piece, demande, instant);
    const written = await writeAct(
      { before: dossier, after, changes },
      { acte, by: row.by, auteur: caller, instant, empreinte, ...(motif !== undefined && { motif }) },
    );
    const outcome = await dossiers.decide(written);
    if (outcome === "taken") return decidedBefore(principal, await reread(id), demande, empreinte);
    return { dossier: after, decision: written.decision, actes: actsFor(principal, after), repete: false };
  };
};
