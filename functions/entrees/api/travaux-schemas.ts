/** Wire forms of works contracts; names are those of the travaux API where it has one. */
import * as z from "zod";
import { CADRES } from "#domain/cadres/cadres.ts";
import { MAX_COMMENTAIRE, MAX_VALIDEURS } from "#domain/limites/travaux.ts";
import { ETATS_DELAI } from "#domain/travaux/clocks.ts";
import { ACT_FIELDS, FIELDS_OF_ONE_ACT } from "#domain/travaux/content.ts";
import { CCAG, DELAIS } from "#domain/travaux/delais.ts";
import { LIBELLES_ACTES, LIBELLES_PARTIES } from "#domain/travaux/libelles.ts";
import { MOTIFS_REFUS } from "#domain/travaux/motifs.ts";
import { STATUTS_TRAVAUX } from "#domain/travaux/statuts-travaux.ts";
import { ACTES } from "#domain/travaux/transitions.ts";
import {
  codes,
  DelaiPaiement,
  Historique,
  id,
  instant,
  PAGE_QUERY,
  StructureIdBody,
  StructureIdWire,
  StructureQuery,
} from "./schema-parts.ts";

export const DeclarationTravauxBody = z
  .strictObject({
    moe: StructureIdBody.exactOptional().describe("Maître d'œuvre ; à défaut, celui de la pièce précédente"),
    moa: StructureIdBody.exactOptional().describe(
      "Maître d'ouvrage ; à défaut, celui de la pièce précédente, ou le destinataire s'il est maître d'ouvrage",
    ),
    valideurs: z
      .array(StructureIdBody)
      .max(MAX_VALIDEURS, `Une pièce a ${MAX_VALIDEURS} valideurs au plus.`)
      .exactOptional()
      .describe("Dans l'ordre où ils valident ; à défaut, celui que nomme le document"),
    ccag: z
      .enum(CCAG, `Les versions du CCAG Travaux sont ${CCAG.join(", ")}.`)
      .exactOptional()
      .describe("CCAG Travaux auquel le marché se réfère, dont les délais s'appliquent ; à défaut, celui de 2021"),
    piecePrecedente: id
      .exactOptional()
      .describe("Identifiant de la pièce à laquelle celle-ci est associée ; sans elle, le dépôt ouvre un dossier"),
  })
  .describe("Des factures de travaux (cadres A4, A5, A6, A10, A13, A15, A16, A19) : ce que le document ne dit pas");

const Role = codes(LIBELLES_PARTIES);

const Partie = z.object({ role: Role, libelleRole: z.string(), structure: StructureIdWire });

const MONTANTS = {
  montantHT: z.string().optional().describe("Décimal exact"),
  montantTTC: z.string().describe("Décimal exact"),
  montantAPayer: z.string().optional().describe("Décimal exact"),
} as const;

const Piece = z.object({
  id,
  numeroFacture: z.string(),
  cadreFacturation: codes(CADRES),
  statut: codes(STATUTS_TRAVAUX),
  libelleStatut: z.string(),
  dateDepot: instant("Dépôt"),
  dateHeureEtatCourant: instant("Passage au statut"),
  ...MONTANTS,
  auteur: StructureIdWire,
  moe: StructureIdWire.optional(),
  moa: StructureIdWire.optional(),
  valideurs: z.array(StructureIdWire).describe("Dans l'ordre où ils valident"),
  destinataire: StructureIdWire.extend({ codeServiceExecutant: z.string().optional() }),
  numeroEngagement: z.string().optional(),
  piecePrecedente: id.optional(),
  pieceSuivante: id.optional(),
  dateReceptionDemande: instant(
    "D'une pièce associée à une autre : réception de la demande de paiement, que qui la transmet doit indiquer (R2192-20)",
  ).optional(),
});

export const Echeance = z.object({
  delai: codes(DELAIS),
  libelle: z.string(),
  acteur: Partie.describe("Contre qui le délai court"),
  piece: id.describe("La pièce sur laquelle l'acte est attendu"),
  article: z.string(),
  texte: z.string().describe("Dont est l'article : le CCAG Travaux du marché, ou le code de la commande publique"),
  depuis: z.iso.date().describe("Jour, à Paris, du fait qui ouvre le délai : il court du lendemain"),
  jusquau: z.iso.date().describe("Dernier jour, à Paris, où l'acte est dans les temps"),
  echueLe: instant("Instant à partir duquel le délai est dépassé : minuit à Paris, à la fin du dernier jour"),
  etat: codes(ETATS_DELAI),
  libelleEtat: z.string(),
  jours: z
    .int()
    .min(0)
    .describe("Jours civils à Paris : restants jusqu'au dernier jour, ou de retard ; arrêtés quand l'acte a eu lieu"),
  joursEcoules: z.int().min(0).describe("Jours civils à Paris depuis le fait, arrêtés de même"),
  finiLe: instant("Instant de l'acte qui était attendu, ou de celui fait à sa place").optional(),
  avertiLe: instant("Avertissement de l'acteur, avant la fin du délai").optional(),
  effet: z.string().describe("Ce qui suit du délai dépassé"),
});

const ActePossible = Partie.extend({
  acte: codes(ACTES),
  libelleActe: z.string(),
  piece: id.describe("La pièce sur laquelle il porte"),
  aIndiquer: z.array(z.enum(ACT_FIELDS)).describe("Champs sans lesquels l'acte est refusé"),
  motifs: z
    .array(z.object({ codeMotif: codes(MOTIFS_REFUS), libelleMotif: z.string() }))
    .optional()
    .describe(
      "Ceux d'un refus ; « ERREUR_DE_MONTANT » ne refuse pas : les montants se corrigent dans la pièce suivante",
    ),
  associer: z
    .object({
      requete: z.literal("POST /v1/depots"),
      travaux: z.object({ piecePrecedente: id }),
      cadres: z.array(z.object({ cadreFacturation: codes(CADRES), libelle: z.string() })),
    })
    .optional()
    .describe(
      "Une pièce s'associe en la déposant : la requête, ce que son champ « travaux » contient, les cadres admis",
    ),
});

const DossierTravaux = z.object({
  id,
  visite: z
    .int()
    .describe("À rendre avec un acte : elle dit l'état du dossier que l'auteur de l'acte avait sous les yeux"),
  fournisseur: StructureIdWire.describe("Qui est payé"),
  numeroMarche: z.string().optional(),
  ccag: z.enum(CCAG),
  dateMiseADispositionMOE: instant("Première mise à disposition d'un maître d'œuvre").optional(),
  dateAbsenceValidationMOE: instant(
    "Constat que le maître d'œuvre n'a pas agi dans son délai : le maître d'ouvrage peut agir lui-même",
  ).optional(),
  pieces: z.array(Piece).describe("Dans l'ordre de leur dépôt"),
  attente: z
    .object({
      piece: id,
      statut: codes(STATUTS_TRAVAUX),
      libelleStatut: z.string(),
      depuis: instant("Début de l'attente"),
      parties: z.array(Partie).describe("Qui peut agir"),
    })
    .optional()
    .describe("Absente d'un dossier qui n'attend plus personne"),
  echeances: z
    .array(Echeance)
    .describe("Une horloge par délai et par acteur, en cours, dépassée ou tenue, dans l'ordre où elles sont parties"),
  delaiPaiement: DelaiPaiement.optional(),
  actes: z.array(ActePossible).describe("Ce que vous pouvez faire maintenant"),
});

export const DossierTravauxResponse = DossierTravaux.extend({
  pieces: z
    .array(Piece.extend({ historique: Historique.describe("Ce que la pièce est devenue, motifs et commentaires") }))
    .describe("Dans l'ordre de leur dépôt"),
});

export const EtapesQuery = z.strictObject({ structure: StructureQuery, ...PAGE_QUERY });

export const EtapesResponse = z.object({
  structure: StructureIdWire,
  etapes: z
    .array(
      z.object({
        dossier: id,
        piece: id,
        numeroFacture: z.string(),
        statut: codes(STATUTS_TRAVAUX),
        libelleStatut: z.string(),
        depuis: instant("Début de l'attente"),
        role: Role,
        libelleRole: z.string(),
        ...MONTANTS,
        echeances: z.array(Echeance).describe("Les délais qui courent contre l'étape"),
        delaiPaiement: DelaiPaiement.optional(),
      }),
    )
    .describe("Les plus anciennes d'abord"),
  hasMore: z.boolean().describe("Une page peut être courte et avoir une suite"),
  curseur: z.string().optional(),
});

const { associer: _associer, expirer: _expirer, ...ACTES_DEMANDES } = ACTES;

const AcheminementBody = z.strictObject({
  moe: StructureIdBody.exactOptional().describe("Sans elle, celle de la pièce reste"),
  moa: StructureIdBody.exactOptional().describe("Sans elle, celle de la pièce reste"),
  destinataire: StructureIdBody,
  codeServiceExecutant: z.string().min(1).max(100).exactOptional().describe("Sans lui, la pièce n'en a plus"),
  numeroEngagement: z.string().min(1).max(50).exactOptional().describe("Sans lui, la pièce n'en a plus"),
});

const ActeFields = z.strictObject({
  visite: z.int("La visite est celle que donne le dossier.").min(0, "La visite est celle que donne le dossier."),
  acte: codes(
    ACTES_DEMANDES,
    `Les actes sont ${Object.keys(ACTES_DEMANDES).join(", ")} ; une pièce s'associe par POST /v1/depots.`,
  ),
  motif: codes(MOTIFS_REFUS, `Les motifs sont ${Object.keys(MOTIFS_REFUS).join(", ")}.`)
    .exactOptional()
    .describe("D'un refus : l'un de ceux que le dossier donne"),
  commentaire: z
    .string()
    .trim()
    .min(1, "Le commentaire est vide.")
    .max(MAX_COMMENTAIRE, `Le commentaire compte ${MAX_COMMENTAIRE} caractères au plus.`)
    .exactOptional()
    .describe("Pour les autres parties du dossier"),
  acheminement: AcheminementBody.exactOptional().describe("De « recycler » : où va désormais la pièce"),
  valideur: StructureIdBody.exactOptional().describe("De « corrigerValideur »"),
});

const LONE_FIELDS = Object.keys(FIELDS_OF_ONE_ACT) as (keyof typeof FIELDS_OF_ONE_ACT)[];

/** A field that the act would leave aside is a misunderstanding, better told than ignored. */
export const ActeBody = ActeFields.superRefine((body, context) => {
  for (const field of LONE_FIELDS) {
    const acte = FIELDS_OF_ONE_ACT[field];
    if (body[field] === undefined || body.acte === acte) continue;
    context.addIssue({ code: "custom", path: [field], message: `Ce champ est celui de l'acte « ${acte} ».` });
  }
});

export const ActeResponse = z.object({
  decision: z.object({
    visite: z.int().describe("Celle où l'acte a été fait"),
    acte: codes(LIBELLES_ACTES),
    libelleActe: z.string(),
    role: Role,
    libelleRole: z.string(),
    date: instant("Instant de l'acte"),
    codeMotif: codes(MOTIFS_REFUS).optional(),
    libelleMotif: z.string().optional(),
  }),
  dossier: DossierTravaux.describe("Tel que l'acte le laisse, sans l'historique de ses pièces"),
});
