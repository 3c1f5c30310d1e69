/** Every route of the API, once: read by the edge, the CDK app, OpenAPI and the tests. */
import type { z } from "zod";
import type { Action } from "#domain/droits/rights.ts";
import type { RefusalCode } from "#domain/erreurs/catalogue.ts";
import { MAX_TAILLE_VERIFICATION } from "#domain/limites/verification.ts";
import type { RequestSchemas } from "#edge/http.ts";
import {
  DepotBody,
  DepotHeaders,
  DepotOuvertResponse,
  DepotResponse,
  Discovery,
  FactureDetail,
  FacturesQuery,
  FacturesResponse,
  IdParams,
  Jwks,
  OpenApiDocument,
  TokenBody,
  TokenResponse,
  VerdictResponse,
  VerificationQuery,
} from "./schemas.ts";
import { ActeBody, ActeResponse, DossierTravauxResponse, EtapesQuery, EtapesResponse } from "./travaux-schemas.ts";

/** One Lambda function per capability. */
export type Capability = "depots" | "factures" | "travaux" | "verifications" | "jetons" | "documentation";

/** Who may call: `PUBLIC` needs no token; `AUTHENTIFIE` needs one, and the use case then asks the directory for rights. */
export type Access = "PUBLIC" | "AUTHENTIFIE";

/**
 * What a caller without a right to this very thing gets: `403` where the thing is an action of one's own, `404` where
 * it is somebody's, so that its existence does not show. A route without it serves whoever has a token.
 */
export type Stranger = 403 | 404;

export interface Route {
  readonly operationId: string;
  readonly method: "GET" | "POST";
  /** API Gateway path, e.g. `/v1/depots/{id}`. */
  readonly path: string;
  readonly capability: Capability;
  readonly access: Access;
  /** Rights, any of which opens the route; the use case checks them on the structure concerned. */
  readonly rights: readonly Action[];
  readonly stranger?: Stranger;
  /** French, for OpenAPI. */
  readonly resume: string;
  readonly request: RequestSchemas & {
    /** The body is JSON unless said otherwise. */
    readonly form?: true;
  };
  /** Answers by status. */
  readonly responses: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>;
  readonly refusals: readonly RefusalCode[];
}

const TOKEN_REFUSALS = ["JETON_ABSENT", "JETON_INVALIDE", "JETON_EXPIRE"] as const;

export const ROUTES = {
  creerDepot: {
    operationId: "creerDepot",
    method: "POST",
    path: "/v1/depots",
    capability: "depots",
    access: "AUTHENTIFIE",
    rights: ["DEPOSER_FACTURE", "TRAITER_TRAVAUX"],
    stranger: 403,
    resume: "Ouvrir un dépôt et obtenir un formulaire de téléversement",
    request: { headers: DepotHeaders, body: DepotBody },
    responses: {
      201: { description: "Dépôt ouvert", schema: DepotOuvertResponse },
      200: { description: "Dépôt déjà ouvert par la même demande", schema: DepotOuvertResponse },
    },
    refusals: [...TOKEN_REFUSALS, "REQUETE_INVALIDE", "HABILITATION_INSUFFISANTE", "IDEMPOTENCE_AUTRE_CORPS"],
  },
  consulterDepot: {
    operationId: "consulterDepot",
    method: "GET",
    path: "/v1/depots/{id}",
    capability: "depots",
    access: "AUTHENTIFIE",
    rights: [],
    stranger: 404,
    resume: "Suivre un dépôt et lire son compte rendu",
    request: { params: IdParams },
    responses: { 200: { description: "État et compte rendu", schema: DepotResponse } },
    refusals: [...TOKEN_REFUSALS, "DEPOT_INTROUVABLE"],
  },
  listerFactures: {
    operationId: "listerFactures",
    method: "GET",
    path: "/v1/factures",
    capability: "factures",
    access: "AUTHENTIFIE",
    rights: ["CONSULTER_FACTURE_EMISE", "CONSULTER_FACTURE_RECUE"],
    stranger: 403,
    resume: "Lister les factures émises ou reçues par une structure, les plus récentes d'abord",
    request: { query: FacturesQuery },
    responses: { 200: { description: "Une page de factures", schema: FacturesResponse } },
    refusals: [
      ...TOKEN_REFUSALS,
      "REQUETE_INVALIDE",
      "CURSEUR_INVALIDE",
      "STRUCTURE_A_PRECISER",
      "HABILITATION_INSUFFISANTE",
      "STRUCTURE_INTROUVABLE",
    ],
  },
  consulterFacture: {
    operationId: "consulterFacture",
    method: "GET",
    path: "/v1/factures/{id}",
    capability: "factures",
    access: "AUTHENTIFIE",
    rights: ["CONSULTER_FACTURE_EMISE", "CONSULTER_FACTURE_RECUE"],
    stranger: 404,
    resume: "Lire une facture, son historique et ses notifications",
    request: { params: IdParams },
    responses: { 200: { description: "La facture", schema: FactureDetail } },
    refusals: [...TOKEN_REFUSALS, "FACTURE_INTROUVABLE"],
  },
  listerEtapesTravaux: {
    operationId: "listerEtapesTravaux",
    method: "GET",
    path: "/v1/travaux/etapes",
    capability: "travaux",
    access: "AUTHENTIFIE",
    rights: ["CONSULTER_TRAVAUX", "CONSULTER_A_VALIDER"],
    stranger: 403,
    resume: "Lister les étapes de dossiers de travaux qui attendent une structure, les plus anciennes d'abord",
    request: { query: EtapesQuery },
    responses: { 200: { description: "Une page d'étapes", schema: EtapesResponse } },
    refusals: [
      ...TOKEN_REFUSALS,
      "REQUETE_INVALIDE",
      "CURSEUR_INVALIDE",
      "STRUCTURE_A_PRECISER",
      "HABILITATION_INSUFFISANTE",
      "STRUCTURE_INTROUVABLE",
    ],
  },
  consulterDossierTravaux: {
    operationId: "consulterDossierTravaux",
    method: "GET",
    path: "/v1/travaux/dossiers/{id}",
    capability: "travaux",
    access: "AUTHENTIFIE",
    rights: ["CONSULTER_TRAVAUX", "CONSULTER_A_VALIDER", "CONSULTER_FACTURE_RECUE"],
    stranger: 404,
    resume: "Lire un dossier de facturation de travaux, ce qu'il attend, et ce que vous pouvez y faire",
    request: { params: IdParams },
    responses: { 200: { description: "Le dossier", schema: DossierTravauxResponse } },
    refusals: [...TOKEN_REFUSALS, "DOSSIER_INTROUVABLE"],
  },
  agirSurDossierTravaux: {
    operationId: "agirSurDossierTravaux",
    method: "POST",
    path: "/v1/travaux/dossiers/{id}/actes",
    capability: "travaux",
    access: "AUTHENTIFIE",
    rights: ["TRAITER_TRAVAUX", "TRAITER_A_VALIDER"],
    stranger: 404,
    resume: "Faire un acte sur un dossier de travaux ; le même acte, répété, n'en fait qu'un",
    request: { params: IdParams, body: ActeBody },
    responses: {
      201: { description: "Acte fait", schema: ActeResponse },
      200: { description: "Le même acte était déjà fait", schema: ActeResponse },
    },
    refusals: [
      ...TOKEN_REFUSALS,
      "REQUETE_INVALIDE",
      "DOSSIER_INTROUVABLE",
      "ACTE_NON_PERMIS",
      "ACTE_DEJA_DECIDE",
      "ACTE_IMPOSSIBLE",
      "MOTIF_A_PRECISER",
      "MOTIF_NON_ADMIS",
      "MONTANT_A_CORRIGER",
      "COMMENTAIRE_A_PRECISER",
      "ACTE_INCOMPLET",
      "STRUCTURE_NON_UTILISABLE",
    ],
  },
  verifierFacture: {
    operationId: "verifierFacture",
    method: "POST",
    path: "/v1/factures/verification",
    capability: "verifications",
    access: "AUTHENTIFIE",
    rights: [],
    resume: "Vérifier une facture et lire aussitôt tout ce qui est à corriger, sans rien déposer",
    request: {
      query: VerificationQuery,
      file: {
        max: MAX_TAILLE_VERIFICATION,
        tooLarge: "FACTURE_TROP_GROSSE",
        description: "Une facture UBL ou CII telle quelle, quel que soit son encodage : 4 Mo au plus",
      },
    },
    responses: { 200: { description: "Le verdict, que la facture soit valide ou non", schema: VerdictResponse } },
    refusals: [...TOKEN_REFUSALS, "REQUETE_INVALIDE", "FACTURE_TROP_GROSSE", "FICHIER_RECU_EN_TEXTE"],
  },
  obtenirJeton: {
    operationId: "obtenirJeton",
    method: "POST",
    path: "/v1/oauth/token",
    capability: "jetons",
    access: "PUBLIC",
    rights: [],
    resume: "Obtenir un jeton d'accès pour un compte technique (OAuth 2.0, client credentials)",
    request: { body: TokenBody, form: true },
    responses: { 200: { description: "Jeton d'accès", schema: TokenResponse } },
    refusals: ["CLIENT_INCONNU", "TYPE_DE_JETON_REFUSE"],
  },
  publierCles: {
    operationId: "publierCles",
    method: "GET",
    path: "/v1/oauth/jwks.json",
    capability: "jetons",
    access: "PUBLIC",
    rights: [],
    resume: "Clés publiques des jetons de comptes techniques (RFC 7517)",
    request: {},
    responses: { 200: { description: "Clés publiques", schema: Jwks } },
    refusals: [],
  },
  decouvrirEmetteur: {
    operationId: "decouvrirEmetteur",
    method: "GET",
    path: "/.well-known/openid-configuration",
    capability: "jetons",
    access: "PUBLIC",
    rights: [],
    resume: "Description de l'émetteur de jetons de comptes techniques",
    request: {},
    responses: { 200: { description: "Description de l'émetteur", schema: Discovery } },
    refusals: [],
  },
  publierOpenApi: {
    operationId: "publierOpenApi",
    method: "GET",
    path: "/v1/openapi.json",
    capability: "documentation",
    access: "PUBLIC",
    rights: [],
    resume: "Description de cette API (OpenAPI 3.1)",
    request: {},
    responses: { 200: { description: "Le document OpenAPI", schema: OpenApiDocument } },
    refusals: [],
  },
} as const satisfies Readonly<Record<string, Route>>;

/** The capability that answers 404 for every path outside the table (API Gateway's `$default` route, no token asked). */
export const UNKNOWN_ROUTE_CAPABILITY: Capability = "documentation";
