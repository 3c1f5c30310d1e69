/** Wire forms of the API: what comes in is checked against them, what goes out is described by them in OpenAPI. */
import * as z from "zod";
import { CADRES } from "#domain/cadres/cadres.ts";
import { MESSAGES } from "#domain/courriels/messages.ts";
import { STATUTS_DEPOT } from "#domain/depots/depot.ts";
import { CLE_IDEMPOTENCE, MAX_NOM_FICHIER, MAX_TAILLE, NOM_FICHIER } from "#domain/limites/depot.ts";
import { DEFAULT_PROFILE, PROFILES } from "#domain/regles/national/profiles.ts";
import { STATUTS } from "#domain/statuts/statuts.ts";
import { IDENTIFIER_TYPES } from "#domain/structures/identifiers.ts";
import {
  codes,
  DelaiPaiement,
  Historique,
  id,
  instant,
  PAGE_QUERY,
  StructureIdWire,
  StructureQuery,
} from "./schema-parts.ts";
import { DeclarationTravauxBody } from "./travaux-schemas.ts";

const Syntaxe = z.enum(["ubl-invoice", "ubl-creditnote", "cii"]);

export const IdParams = z.strictObject({
  id: z.string().min(1).max(64).describe("Identifiant rendu par la plateforme"),
});

export const DepotHeaders = z.object({
  "idempotency-key": z
    .string()
    .regex(CLE_IDEMPOTENCE, "La clé compte 1 à 255 caractères ASCII visibles.")
    .optional()
    .describe("La même clé avec le même corps rend le même dépôt"),
});

export const DepotBody = z.strictObject({
  nomFichier: z
    .string()
    .min(1, "Indiquez le nom du fichier.")
    .max(MAX_NOM_FICHIER, `Le nom du fichier compte ${MAX_NOM_FICHIER} caractères au plus.`)
    .regex(NOM_FICHIER, "Le nom du fichier contient un caractère interdit : % $ ! & / \\ : ; « » # @."),
  taille: z
    .int("La taille est un nombre entier d'octets.")
    .min(1, "Le fichier est vide.")
    .max(MAX_TAILLE, `Le fichier dépasse la taille maximale de ${MAX_TAILLE} octets (30 Mo).`)
    .describe(
      "Taille exacte du fichier, en octets : une facture de 10 Mo au plus, ou une archive ZIP ou TAR.GZ de 30 Mo au plus",
    ),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "L'empreinte SHA-256 compte 64 chiffres hexadécimaux minuscules.")
    .optional()
    .describe("Empreinte SHA-256 du fichier, en hexadécimal"),
  verificationSeule: z.boolean().default(false).describe("Contrôler et rendre compte, sans transmettre"),
  travaux: DeclarationTravauxBody.exactOptional(),
});

const Televersement = z.object({
  url: z.url(),
  champs: z.record(z.string(), z.string()).describe("Champs de formulaire à envoyer avant le champ « file »"),
  expireLe: instant("Fin de validité du formulaire"),
});

const Faute = z.object({
  code: z.string(),
  gravite: z.enum(["fatal", "warning"]),
  termes: z.array(z.string()).describe("Termes de la norme EN 16931"),
  message: z.string(),
  correction: z.string(),
  chemin: z.string().optional(),
  ligne: z.int().optional(),
  colonne: z.int().optional(),
  valeur: z.string().optional(),
  attendu: z.string().optional().describe("Ce qui devrait s'y trouver, où cela se calcule"),
  autresEndroits: z.int().optional().describe("Nombre d'autres endroits où se trouve la même anomalie"),
});

const Membre = z.object({
  rang: z.int().describe("Position dans l'archive, ou 1"),
  nomFichier: z.string().optional().describe("Nom dans l'archive"),
  resultat: z.enum(["INTEGREE", "REJETEE", "CONFORME", "NON_CONFORME"]),
  jugeLe: instant("Instant du contrôle"),
  sha256: z.string().optional().describe("Absent d'un fichier qui n'a pas pu être extrait de l'archive"),
  numeroFacture: z.string().optional(),
  facture: id.optional().describe("Identifiant de la facture intégrée"),
  dejaDepose: z.boolean().optional().describe("Les mêmes octets avaient déjà été intégrés"),
  fautes: z.array(Faute),
});

export const DepotResponse = z.object({
  id,
  statut: codes(STATUTS_DEPOT),
  libelleStatut: z.string(),
  nomFichier: z.string(),
  taille: z.int(),
  verificationSeule: z.boolean(),
  creeLe: instant("Création"),
  recuLe: instant("Réception du fichier").optional(),
  expireLe: instant("Expiration, faute de fichier").optional(),
  versionsIgnorees: z.int().describe("Téléversements suivants, notés sans être traités"),
  dejaDepose: z.boolean().optional().describe("Toutes les factures du fichier avaient déjà été intégrées"),
  factures: z.array(Membre).describe("Les factures déjà contrôlées ; une archive en compte plusieurs"),
});

export const DepotOuvertResponse = DepotResponse.extend({
  televersement: Televersement.optional().describe("Absent dès que le fichier est reçu"),
});

const StructureWire = StructureIdWire.extend({ raisonSocialeStructure: z.string() });

export const FactureResume = z.object({
  id,
  numeroFacture: z.string(),
  dateFacture: z.iso.date(),
  dateDepot: instant("Dépôt"),
  typeFacture: z.string().describe("Code UNTDID 1001"),
  cadreFacturation: codes(CADRES),
  statut: codes(STATUTS),
  libelleStatut: z.string(),
  fournisseur: StructureWire,
  destinataire: StructureWire.extend({ codeServiceExecutant: z.string().optional() }),
  numeroEngagement: z.string().optional(),
  numeroMarche: z.string().optional(),
  numeroFactureOrigine: z.string().optional().describe("Facture qu'un avoir ou une facture rectificative concerne"),
  typeIdentifiantValideur1: codes(IDENTIFIER_TYPES).optional(),
  codeValideur1: z.string().optional().describe("Identifiant du premier valideur"),
  affactureurRaisonSociale: z.string().optional(),
  montantTTC: z.string().describe("Décimal exact"),
  devise: z.string(),
});

export const FactureDetail = FactureResume.extend({
  syntaxe: Syntaxe,
  sha256: z.string(),
  taille: z.int(),
  depot: id.optional().describe("Dépôt d'origine, pour le fournisseur seul"),
  dossier: id.optional().describe("Dossier de facturation d'une pièce de travaux : GET /v1/travaux/dossiers/{id}"),
  delaiPaiement: DelaiPaiement.optional(),
  historique: Historique,
  notifications: z.array(
    z.object({
      type: codes(MESSAGES),
      aEnvoyerLe: instant("Mise en file"),
      envoyeLe: instant("Remise au service de courriel").optional(),
      accepteLe: instant("Acceptation par le serveur du destinataire").optional(),
      refuseLe: instant("Refus").optional(),
    }),
  ),
});

export const FacturesQuery = z.strictObject({
  qualite: z.enum(["FOURNISSEUR", "DESTINATAIRE"]).optional().describe("Factures émises ou reçues"),
  structure: StructureQuery,
  ...PAGE_QUERY,
});

export const FacturesResponse = z.object({
  qualite: z.enum(["FOURNISSEUR", "DESTINATAIRE"]),
  structure: z.string(),
  factures: z.array(FactureResume),
  hasMore: z.boolean().describe("Une page peut être courte et avoir une suite"),
  curseur: z.string().optional(),
});

export const VerificationQuery = z.strictObject({
  profil: codes(PROFILES, `Les profils sont ${Object.keys(PROFILES).join(", ")}.`)
    .default(DEFAULT_PROFILE)
    .describe(
      Object.entries(PROFILES)
        .map(([profil, { label }]) => `${profil} : ${label}`)
        .join(" ; "),
    ),
});

const FauteVerdict = z.object({
  code: z.string(),
  severity: z.enum(["fatal", "warning"]),
  terms: z.array(z.object({ id: z.string(), name: z.string() })).describe("Termes de la norme EN 16931"),
  message: z.string(),
  fix: z.string().describe("Ce qu'il faut faire"),
  at: z.object({ path: z.string(), line: z.int(), column: z.int() }).optional(),
  value: z.string().optional().describe("La valeur en cause"),
  expected: z.string().optional().describe("Ce qui devrait s'y trouver, où cela se calcule"),
  others: z.int().optional().describe("Nombre d'autres endroits où se trouve la même anomalie"),
});

/** Named as the lines of the command `verify` are: who reads one reads the other. */
export const VerdictResponse = z.object({
  syntax: Syntaxe.nullable().describe("Null si le document n'est ni en UBL ni en CII"),
  fatal: z.array(z.string()).describe("Règles bloquantes de la norme EN 16931 qui sont enfreintes, triées"),
  warning: z.array(z.string()).describe("Règles d'avertissement de la norme EN 16931 qui sont enfreintes, triées"),
  faults: z
    .array(FauteVerdict)
    .describe("Toutes les anomalies, les décisives d'abord ; la facture est valide si aucune n'est « fatal »"),
});

export const TokenBody = z.looseObject({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scope: z.string().optional(),
});

export const TokenResponse = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.int(),
});

/** RFC 6749 §5.2. */
export const TokenError = z.object({ error: z.string(), error_description: z.string() });

export const Jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) });

export const Discovery = z.object({
  issuer: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  grant_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  id_token_signing_alg_values_supported: z.array(z.string()),
  subject_types_supported: z.array(z.string()),
});

export const OpenApiDocument = z.looseObject({ openapi: z.literal("3.1.0") });

export const Probleme = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  correction: z.string(),
  correlationId: z.string(),
  detail: z.string().optional(),
  erreurs: z.array(z.object({ champ: z.string(), message: z.string() })).optional(),
});
