/** From the domain to the wire: French names, verbatim from the existing portal where it has one. */
import type { z } from "zod";
import { type Depot, type MembreDepot, STATUTS_DEPOT, statutDepot } from "#domain/depots/depot.ts";
import type { DossierFacture, Facture } from "#domain/facture/facture.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { type HistoryEntry, STATUTS } from "#domain/statuts/statuts.ts";
import { MOTIFS_REFUS } from "#domain/travaux/motifs.ts";
import { paymentClockOf } from "#domain/travaux/reception.ts";
import type { DepotResponse, FactureDetail, FactureResume } from "./schemas.ts";

const wireFault = ({ code, severity, terms, message, fix, at, value, expected, others }: Fault) => ({
  code,
  gravite: severity,
  termes: [...terms],
  message,
  correction: fix,
  ...(at && { chemin: at.path, ligne: at.line, colonne: at.column }),
  ...(value !== undefined && { valeur: value }),
  ...(expected !== undefined && { attendu: expected }),
  ...(others !== undefined && { autresEndroits: others }),
});

const wireMembre = ({ fautes, ...membre }: MembreDepot) => ({ ...membre, fautes: fautes.map(wireFault) });

export const wireDepot = (depot: Depot, membres: readonly MembreDepot[]): z.input<typeof DepotResponse> => {
  const statut = statutDepot(depot);
  return {
    id: depot.id,
    statut,
    libelleStatut: STATUTS_DEPOT[statut],
    nomFichier: depot.nomFichier,
    taille: depot.taille,
    verificationSeule: depot.verificationSeule,
    creeLe: depot.creeLe,
    ...(depot.recuLe !== undefined && { recuLe: depot.recuLe }),
    ...(depot.expireLe !== undefined && { expireLe: depot.expireLe }),
    versionsIgnorees: depot.versionsIgnorees.length,
    ...(membres.length > 0 && membres.every(({ dejaDepose }) => dejaDepose) && { dejaDepose: true }),
    factures: membres.map(wireMembre),
  };
};

export const wireFacture = (facture: Facture): z.input<typeof FactureResume> => ({
  id: facture.id,
  numeroFacture: facture.numeroFacture,
  dateFacture: facture.dateFacture,
  dateDepot: facture.dateDepot,
  typeFacture: facture.typeFacture,
  cadreFacturation: facture.cadre,
  statut: facture.statut,
  libelleStatut: STATUTS[facture.statut],
  fournisseur: facture.fournisseur,
  destinataire: {
    ...facture.destinataire,
    ...(facture.codeService !== undefined && { codeServiceExecutant: facture.codeService }),
  },
  ...(facture.numeroEngagement !== undefined && { numeroEngagement: facture.numeroEngagement }),
  ...(facture.numeroMarche !== undefined && { numeroMarche: facture.numeroMarche }),
  ...(facture.numeroFactureOrigine !== undefined && { numeroFactureOrigine: facture.numeroFactureOrigine }),
  ...(facture.valideur && {
    typeIdentifiantValideur1: facture.valideur.typeIdentifiantStructure,
    codeValideur1: facture.valideur.identifiantStructure,
  }),
  ...(facture.affactureur !== undefined && { affactureurRaisonSociale: facture.affactureur }),
  montantTTC: facture.montantTtc,
  devise: facture.devise,
});

/** Who made it stays with the platform: a party sees its other parties, not their people. */
export const wireHistoryEntry = ({ statut, instant, motif, commentaire }: HistoryEntry) => ({
  statut,
  libelleStatut: STATUTS[statut],
  date: instant,
  ...(motif !== undefined && { libelleMotif: MOTIFS_REFUS[motif].libelle }),
  ...(commentaire !== undefined && { commentaire }),
});

/** Addresses stay with the platform: the other party sees when a notification went, never to whom. */
export const wireDossier = (
  { facture, historique, courriels }: DossierFacture,
  estFournisseur: boolean,
  now: Date,
): z.input<typeof FactureDetail> => ({
  ...wireFacture(facture),
  syntaxe: facture.syntaxe,
  sha256: facture.sha256,
  taille: facture.taille,
  ...(estFournisseur && { depot: facture.depot }),
  ...(facture.dossier !== undefined && { dossier: facture.dossier }),
  ...(facture.reception && { delaiPaiement: paymentClockOf(facture.reception, now) }),
  historique: historique.map(wireHistoryEntry),
  notifications: courriels.map(({ type, aEnvoyerLe, envoyeLe, accepteLe, refuseLe }) => ({
    type,
    aEnvoyerLe,
    ...(envoyeLe !== undefined && { envoyeLe }),
    ...(accepteLe !== undefined && { accepteLe }),
    ...(refuseLe !== undefined && { refuseLe }),
  })),
});
