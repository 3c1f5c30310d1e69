/** Requests that the API's description shows, and that the tests execute as they stand. */
import type { ROUTES } from "./routes.ts";

export interface Example {
  readonly operationId: keyof typeof ROUTES;
  readonly nom: string;
  /** Status that the answer must have. */
  readonly statut: number;
  /** Who sends it; without it, the technical account of a supplier. */
  readonly par?: "exploitant";
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Content of the file that is the body. */
  readonly fichier?: string;
}

const SHA256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const EXAMPLES: readonly Example[] = [
  {
    operationId: "creerDepot",
    nom: "facture",
    statut: 201,
    body: { nomFichier: "facture-2026-0042.xml", taille: 11264 },
  },
  {
    operationId: "creerDepot",
    nom: "verification",
    statut: 201,
    body: { nomFichier: "facture-2026-0043.xml", taille: 9216, sha256: SHA256_OF_NOTHING, verificationSeule: true },
  },
  {
    operationId: "creerDepot",
    nom: "archive",
    statut: 201,
    body: { nomFichier: "factures-mars.zip", taille: 1048576 },
  },
  {
    operationId: "creerDepot",
    nom: "piece-de-travaux",
    statut: 201,
    body: {
      nomFichier: "projet-decompte-mensuel.xml",
      taille: 12480,
      travaux: {
        moe: { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900013600013" },
        moa: { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900004500016" },
      },
    },
  },
  {
    operationId: "creerDepot",
    nom: "piece-associee",
    statut: 201,
    body: {
      nomFichier: "etat-d-acompte.xml",
      taille: 12890,
      travaux: { piecePrecedente: "00000000000000000000000000" },
    },
  },
  { operationId: "creerDepot", nom: "sans-taille", statut: 400, body: { nomFichier: "facture.xml" } },
  { operationId: "consulterDepot", nom: "inconnu", statut: 404, params: { id: "00000000000000000000000000" } },
  { operationId: "listerFactures", nom: "recentes", statut: 200, query: { limite: "10" } },
  { operationId: "listerFactures", nom: "curseur-abime", statut: 400, query: { curseur: "abime" } },
  { operationId: "consulterFacture", nom: "inconnue", statut: 404, params: { id: "00000000000000000000000000" } },
  { operationId: "listerEtapesTravaux", nom: "a-traiter", statut: 200, query: { limite: "10" } },
  { operationId: "listerEtapesTravaux", nom: "curseur-abime", statut: 400, query: { curseur: "abime" } },
  {
    operationId: "consulterDossierTravaux",
    nom: "inconnu",
    statut: 404,
    params: { id: "00000000000000000000000000" },
  },
  {
    operationId: "agirSurDossierTravaux",
    nom: "refus",
    statut: 404,
    params: { id: "00000000000000000000000000" },
    body: { visite: 1, acte: "refuser", motif: "AUTRE", commentaire: "Les travaux du lot 3 ne sont pas faits." },
  },
  {
    operationId: "agirSurDossierTravaux",
    nom: "recyclage",
    statut: 404,
    params: { id: "00000000000000000000000000" },
    body: {
      visite: 2,
      acte: "recycler",
      acheminement: {
        moa: { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900004500016" },
        destinataire: { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900002900010" },
        codeServiceExecutant: "TECHNIQUE",
      },
    },
  },
  {
    operationId: "agirSurDossierTravaux",
    nom: "association",
    statut: 400,
    params: { id: "00000000000000000000000000" },
    body: { visite: 1, acte: "associer" },
  },
  { operationId: "listerExecutions", nom: "en-echec", statut: 200, par: "exploitant", query: { machine: "travaux" } },
  {
    operationId: "listerExecutions",
    nom: "d-une-structure",
    statut: 200,
    par: "exploitant",
    query: { structure: "SIRET:99900013600013", statut: "FAILED,TIMED_OUT,ABORTED", depuis: "2026-11-01T00:00:00Z" },
  },
  { operationId: "listerExecutions", nom: "par-un-fournisseur", statut: 403 },
  {
    operationId: "consulterExecution",
    nom: "inconnue",
    statut: 404,
    par: "exploitant",
    params: { machine: "travaux", nom: "00000000000000000000000000" },
  },
  {
    operationId: "reprendreExecutions",
    nom: "a-blanc",
    statut: 200,
    par: "exploitant",
    body: { executions: [{ machine: "travaux", nom: "00000000000000000000000000" }] },
  },
  {
    operationId: "reprendreExecutions",
    nom: "sans-motif",
    statut: 400,
    par: "exploitant",
    body: { executions: [{ machine: "travaux", nom: "00000000000000000000000000" }], appliquer: true },
  },
  {
    operationId: "redemarrerExecutions",
    nom: "appliquer",
    statut: 200,
    par: "exploitant",
    body: {
      executions: [{ machine: "travaux", nom: "00000000000000000000000000" }],
      appliquer: true,
      motif: "Définition corrigée par le déploiement de 14 h.",
    },
  },
  { operationId: "listerFilesMortes", nom: "toutes", statut: 200, par: "exploitant" },
  {
    operationId: "consulterFileMorte",
    nom: "depots",
    statut: 200,
    par: "exploitant",
    params: { id: "intake-dlq" },
    query: { limite: "5" },
  },
  { operationId: "consulterFileMorte", nom: "inconnue", statut: 404, par: "exploitant", params: { id: "inconnue" } },
  {
    operationId: "rendreFileMorte",
    nom: "appliquer",
    statut: 200,
    par: "exploitant",
    params: { id: "courriels-dlq" },
    body: { appliquer: true, motif: "Le service de courriel répond de nouveau.", parSeconde: 5 },
  },
  {
    operationId: "rendreFileMorte",
    nom: "sans-source",
    statut: 409,
    par: "exploitant",
    params: { id: "echeances-dlq" },
    body: {},
  },
  {
    operationId: "consulterDepotExploitation",
    nom: "inconnu",
    statut: 404,
    par: "exploitant",
    params: { id: "00000000000000000000000000" },
  },
  {
    operationId: "consulterFactureExploitation",
    nom: "inconnue",
    statut: 404,
    par: "exploitant",
    params: { id: "00000000000000000000000000" },
  },
  {
    operationId: "consulterDossierExploitation",
    nom: "inconnu",
    statut: 404,
    par: "exploitant",
    params: { id: "00000000000000000000000000" },
  },
  { operationId: "lireJournalExploitation", nom: "d-aujourd-hui", statut: 200, par: "exploitant" },
  {
    operationId: "lireJournalExploitation",
    nom: "pas-un-jour",
    statut: 400,
    par: "exploitant",
    query: { jour: "hier" },
  },
  {
    operationId: "verifierFacture",
    nom: "sans-contenu",
    statut: 200,
    query: { profil: "chorus-pro" },
    fichier: '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
  },
  { operationId: "verifierFacture", nom: "pas-une-facture", statut: 200, fichier: "Facture n° 12" },
  { operationId: "verifierFacture", nom: "profil-inconnu", statut: 400, query: { profil: "inconnu" } },
  {
    operationId: "obtenirJeton",
    nom: "mauvais-secret",
    statut: 401,
    body: { grant_type: "client_credentials", client_id: "exemple", client_secret: "exemple" },
  },
  { operationId: "obtenirJeton", nom: "autre-type", statut: 400, body: { grant_type: "password" } },
  { operationId: "publierCles", nom: "cles", statut: 200 },
  { operationId: "decouvrirEmetteur", nom: "emetteur", statut: 200 },
  { operationId: "publierOpenApi", nom: "document", statut: 200 },
];
