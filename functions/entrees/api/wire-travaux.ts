/** From the domain to the wire: dossiers of works contracts. The clock comes in: days that are left depend on today. */
import type { z } from "zod";
import { CADRES } from "#domain/cadres/cadres.ts";
import type { Courriel } from "#domain/facture/facture.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import { type Clock, clocksOf, clocksOfHold, ETATS_DELAI, paymentClockOfDossier } from "#domain/travaux/clocks.ts";
import { requiredFields } from "#domain/travaux/content.ts";
import { awaitingPiece, type Dossier, type Montants, type Piece, structureOf } from "#domain/travaux/dossier.ts";
import { type Etape, openSteps } from "#domain/travaux/etapes.ts";
import { LIBELLES_ACTES, LIBELLES_PARTIES } from "#domain/travaux/libelles.ts";
import { MOTIFS_REFUS } from "#domain/travaux/motifs.ts";
import type { PossibleAct } from "#domain/travaux/possible-acts.ts";
import { paymentClockOf } from "#domain/travaux/reception.ts";
import { STATUTS_TRAVAUX } from "#domain/travaux/statuts-travaux.ts";
import { ACTES, type Party } from "#domain/travaux/transitions.ts";
import type { Decision } from "#ports/dossiers.ts";
import type { DossierConsulte } from "#usecases/consult-dossier.ts";
import type { ActeResponse, DossierTravauxResponse, EtapesResponse } from "./travaux-schemas.ts";
import { wireHistoryEntry } from "./wire.ts";

type DossierWire = z.input<typeof ActeResponse>["dossier"];

/** An id alone: whatever else the row holds stays there. */
export const wireStructure = ({ typeIdentifiantStructure, identifiantStructure }: StructureId): StructureId => ({
  typeIdentifiantStructure,
  identifiantStructure,
});

const wireMontants = ({ ht, ttc, aPayer }: Montants) => ({
  ...(ht !== undefined && { montantHT: ht }),
  montantTTC: ttc,
  ...(aPayer !== undefined && { montantAPayer: aPayer }),
});

const wireRole = (role: Party) => ({ role, libelleRole: LIBELLES_PARTIES[role] });

const wirePiece = (piece: Piece, { reception }: Dossier): DossierWire["pieces"][number] => {
  const { moe, moa, destinataire, codeService, numeroEngagement, piecePrecedente, pieceSuivante } = piece;
  return {
    id: piece.id,
    numeroFacture: piece.numero,
    cadreFacturation: piece.cadre,
    statut: piece.statut,
    libelleStatut: STATUTS_TRAVAUX[piece.statut].libelle,
    dateDepot: piece.deposeeLe,
    dateHeureEtatCourant: piece.statutDepuis,
    ...wireMontants(piece.montants),
    auteur: wireStructure(piece.auteur),
    ...(moe && { moe: wireStructure(moe) }),
    ...(moa && { moa: wireStructure(moa) }),
    valideurs: piece.valideurs.map(wireStructure),
    destinataire: {
      ...wireStructure(destinataire),
      ...(codeService !== undefined && { codeServiceExecutant: codeService }),
    },
    ...(numeroEngagement !== undefined && { numeroEngagement }),
    ...(piecePrecedente !== undefined && { piecePrecedente }),
    ...(piecePrecedente !== undefined && reception && { dateReceptionDemande: reception.instant }),
    ...(pieceSuivante !== undefined && { pieceSuivante }),
  };
};

const wireAttente = (dossier: Dossier): Pick<DossierWire, "attente"> => {
  const piece = awaitingPiece(dossier);
  if (piece === undefined) return {};
  const { id, statut, statutDepuis } = piece;
  const parties = openSteps(dossier).map(({ by, structure }) => ({
    ...wireRole(by),
    structure: wireStructure(structure),
  }));
  return {
    attente: {
      piece: id,
      statut,
      libelleStatut: STATUTS_TRAVAUX[statut].libelle,
      depuis: statutDepuis,
      parties,
    },
  };
};

export const wireClock = ({
  acteur,
  structure,
  texte,
  article,
  etat,
  ...clock
}: Clock): DossierWire["echeances"][number] => ({
  delai: clock.delai,
  libelle: clock.libelle,
  acteur: { ...wireRole(acteur), structure: wireStructure(structure) },
  piece: clock.piece,
  article,
  texte,
  depuis: clock.depuis,
  jusquau: clock.jusquau,
  echueLe: clock.echueLe,
  etat,
  libelleEtat: ETATS_DELAI[etat],
  jours: clock.jours,
  joursEcoules: clock.joursEcoules,
  ...(clock.finiLe !== undefined && { finiLe: clock.finiLe }),
  ...(clock.avertiLe !== undefined && { avertiLe: clock.avertiLe }),
  effet: clock.effet,
});

const wireActe = (dossier: Dossier, act: PossibleAct): DossierWire["actes"] => {
  const { piece, acte, by, motifs, cadres } = act;
  const awaiting = awaitingPiece(dossier);
  const structure = awaiting && structureOf(by, awaiting, dossier);
  if (structure === undefined) return [];
  const wire = {
    ...wireRole(by),
    structure: wireStructure(structure),
    acte,
    libelleActe: ACTES[acte],
    piece,
    aIndiquer: [...requiredFields(act)],
    ...(motifs.length > 0 && {
      motifs: motifs.map((codeMotif) => ({ codeMotif, libelleMotif: MOTIFS_REFUS[codeMotif].libelle })),
    }),
  };
  if (acte !== "associer") return [wire];
  const admitted = cadres.map((cadre) => ({ cadreFacturation: cadre, libelle: CADRES[cadre].libelle }));
  return [{ ...wire, associer: { requete: "POST /v1/depots", travaux: { piecePrecedente: piece }, cadres: admitted } }];
};

/** `actes` are those that the caller may do. */
export const wireDossierTravaux = (dossier: Dossier, actes: readonly PossibleAct[], now: Date): DossierWire => {
  const { id, visit, fournisseur, numeroMarche, ccag, miseADispositionMoe, absenceValidationMoe } = dossier;
  const delaiPaiement = paymentClockOfDossier(dossier, now);
  return {
    id,
    visite: visit,
    fournisseur: wireStructure(fournisseur),
    ...(numeroMarche !== undefined && { numeroMarche }),
    ccag,
    ...(miseADispositionMoe !== undefined && { dateMiseADispositionMOE: miseADispositionMoe }),
    ...(absenceValidationMoe !== undefined && { dateAbsenceValidationMOE: absenceValidationMoe }),
    pieces: dossier.pieces.map((piece) => wirePiece(piece, dossier)),
    ...wireAttente(dossier),
    echeances: clocksOf(dossier, now).map(wireClock),
    ...(delaiPaiement && { delaiPaiement }),
    actes: actes.flatMap((act) => wireActe(dossier, act)),
  };
};

const wirePreuve = (preuve: Courriel | undefined) =>
  preuve && {
    notification: {
      ...(preuve.envoyeLe !== undefined && { envoyeLe: preuve.envoyeLe }),
      ...(preuve.accepteLe !== undefined && { accepteLe: preuve.accepteLe }),
    },
  };

/** The same, with what became of each piece, and the proof of the reception. */
export const wireDossierConsulte = (
  { dossier, historiques, preuve, actes }: DossierConsulte,
  now: Date,
): z.input<typeof DossierTravauxResponse> => {
  const wire = wireDossierTravaux(dossier, actes, now);
  const pieces = wire.pieces.map((piece) => ({
    ...piece,
    historique: (historiques.get(piece.id) ?? []).map(wireHistoryEntry),
  }));
  const { delaiPaiement } = wire;
  return { ...wire, pieces, ...(delaiPaiement && { delaiPaiement: { ...delaiPaiement, ...wirePreuve(preuve) } }) };
};

/** `now` for the days of its clocks. */
export const wireEtape = (etape: Etape, now: Date): z.input<typeof EtapesResponse>["etapes"][number] => ({
  dossier: etape.dossier,
  piece: etape.piece,
  numeroFacture: etape.numero,
  statut: etape.statut,
  libelleStatut: STATUTS_TRAVAUX[etape.statut].libelle,
  depuis: etape.depuis,
  ...wireRole(etape.by),
  ...wireMontants(etape.montants),
  echeances: clocksOfHold(etape.hold, etape, now).map(wireClock),
  ...(etape.reception && { delaiPaiement: paymentClockOf(etape.reception, now) }),
});

export const wireDecision = ({
  visit,
  acte,
  by,
  instant,
  motif,
}: Decision): z.input<typeof ActeResponse>["decision"] => ({
  visite: visit,
  acte,
  libelleActe: LIBELLES_ACTES[acte],
  ...wireRole(by),
  date: instant,
  ...(motif !== undefined && { codeMotif: motif, libelleMotif: MOTIFS_REFUS[motif].libelle }),
});
