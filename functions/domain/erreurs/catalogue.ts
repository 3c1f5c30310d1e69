/**
 * Every refusal of the API, once: read by the edge, by OpenAPI and by the tests. Codes are stable; texts may change.
 * `titre` says what happened, `correction` what to do; both are shown to the caller, in French.
 */
export interface RefusalDefinition {
  /** HTTP status (RFC 9110). */
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 500 | 503;
  readonly titre: string;
  readonly correction: string;
}

export const REFUSALS = {
  JETON_ABSENT: {
    status: 401,
    titre: "Aucun jeton d'accès n'accompagne la requête.",
    correction: "Obtenez un jeton par POST /v1/oauth/token et envoyez-le dans l'en-tête Authorization: Bearer.",
  },
  JETON_INVALIDE: {
    status: 401,
    titre: "Le jeton d'accès n'est pas reconnu.",
    correction: "Demandez un nouveau jeton à l'émetteur de cette plateforme et envoyez-le tel quel.",
  },
  JETON_EXPIRE: {
    status: 401,
    titre: "Le jeton d'accès est expiré.",
    correction: "Demandez un nouveau jeton par POST /v1/oauth/token.",
  },
  HABILITATION_INSUFFISANTE: {
    status: 403,
    titre: "Aucune de vos habilitations ne permet cette action.",
    correction: "Demandez l'habilitation nécessaire au gestionnaire principal de votre structure.",
  },
  DEPOT_INTROUVABLE: {
    status: 404,
    titre: "Aucun dépôt de ce numéro ne vous est accessible.",
    correction: "Vérifiez le numéro rendu par POST /v1/depots et utilisez le compte qui a créé le dépôt.",
  },
  FACTURE_INTROUVABLE: {
    status: 404,
    titre: "Aucune facture de cet identifiant ne vous est accessible.",
    correction: "Vérifiez l'identifiant dans le compte rendu du dépôt ou dans GET /v1/factures.",
  },
  DOSSIER_INTROUVABLE: {
    status: 404,
    titre: "Aucun dossier de facturation de cet identifiant ne vous est accessible.",
    correction: "Vérifiez l'identifiant dans la pièce, ou dans GET /v1/travaux/etapes.",
  },
  ACTE_DEJA_DECIDE: {
    status: 409,
    titre: "Un autre acte a été fait avant le vôtre à cette étape du dossier.",
    correction:
      "Lisez l'acte retenu dans « detail », puis consultez le dossier pour savoir ce qui est encore possible.",
  },
  ACTE_IMPOSSIBLE: {
    status: 409,
    titre: "Le dossier n'admet pas cet acte dans son état actuel.",
    correction: "Consultez le dossier : il donne les actes possibles, et la visite à indiquer.",
  },
  ACTE_NON_PERMIS: {
    status: 403,
    titre: "Cet acte revient à une autre partie du dossier.",
    correction: "Consultez le dossier pour savoir qui doit agir, ou demandez l'habilitation de la structure concernée.",
  },
  MOTIF_A_PRECISER: {
    status: 422,
    titre: "Un refus indique son motif.",
    correction: "Ajoutez « motif », l'un de ceux que le dossier donne avec l'acte « refuser ».",
  },
  MOTIF_NON_ADMIS: {
    status: 422,
    titre: "Ce motif n'est pas admis pour cette pièce.",
    correction: "Choisissez l'un des motifs que le dossier donne avec l'acte « refuser ».",
  },
  MONTANT_A_CORRIGER: {
    status: 422,
    titre: "Une erreur de montant ne refuse pas la pièce : les montants se corrigent dans la pièce suivante.",
    correction:
      "Déposez la pièce suivante avec les montants que vous admettez, en indiquant travaux.piecePrecedente : les deux montants sont conservés.",
  },
  COMMENTAIRE_A_PRECISER: {
    status: 422,
    titre: "Cet acte demande un commentaire pour son destinataire.",
    correction: "Ajoutez « commentaire ».",
  },
  ACTE_INCOMPLET: {
    status: 422,
    titre: "Il manque à cet acte ce qu'il corrige.",
    correction: "Ajoutez « acheminement » pour recycler, « valideur » pour corriger le valideur.",
  },
  STRUCTURE_NON_UTILISABLE: {
    status: 422,
    titre: "Une structure indiquée est inconnue ou inactive.",
    correction: "Vérifiez l'identifiant de la structure nommée dans « detail ».",
  },
  EXECUTION_INTROUVABLE: {
    status: 404,
    titre: "Aucune exécution ne porte ce nom sur cette machine.",
    correction:
      "Vérifiez la machine et le nom dans GET /v1/ops/executions ; une exécution est oubliée 90 jours après sa fin.",
  },
  FILE_INTROUVABLE: {
    status: 404,
    titre: "Aucune file de messages mis de côté ne porte ce nom.",
    correction: "Reprenez l'un des noms de GET /v1/ops/files.",
  },
  FILE_SANS_SOURCE: {
    status: 409,
    titre: "Les messages de cette file ne viennent d'aucune file, et ne se rendent pas.",
    correction: "Laissez ces messages : le balayage horaire refait ce qu'ils annonçaient.",
  },
  RESTITUTION_EN_COURS: {
    status: 409,
    titre: "Les messages de cette file sont déjà en train d'être rendus.",
    correction: "Suivez l'avancement par GET /v1/ops/files, puis recommencez s'il en reste.",
  },
  ROUTE_INCONNUE: {
    status: 404,
    titre: "Cette adresse n'existe pas.",
    correction: "Consultez la description de l'API à l'adresse /v1/openapi.json.",
  },
  REQUETE_INVALIDE: {
    status: 400,
    titre: "La requête n'a pas la forme attendue.",
    correction: "Corrigez les champs indiqués dans « erreurs ».",
  },
  CURSEUR_INVALIDE: {
    status: 400,
    titre: "Le curseur n'est pas celui d'une page précédente de cette liste.",
    correction: "Reprenez la valeur « curseur » de la page précédente, ou la liste depuis le début, sans curseur.",
  },
  STRUCTURE_A_PRECISER: {
    status: 400,
    titre: "Plusieurs structures vous sont accessibles : précisez laquelle.",
    correction: "Ajoutez le paramètre structure, par exemple structure=SIRET:12345678200010.",
  },
  STRUCTURE_INTROUVABLE: {
    status: 404,
    titre: "Cette structure ne vous est pas accessible.",
    correction: "Vérifiez l'identifiant de la structure et vos rattachements.",
  },
  FICHIER_RECU_EN_TEXTE: {
    status: 415,
    titre: "Le fichier est arrivé comme un texte, sans les octets dans lesquels il est écrit.",
    correction: "Envoyez le fichier tel quel, avec l'en-tête Content-Type: application/octet-stream.",
  },
  FACTURE_TROP_GROSSE: {
    status: 413,
    titre: "La facture dépasse 4 Mo, la taille maximale d'une vérification immédiate.",
    correction:
      "Ouvrez un dépôt par POST /v1/depots avec verificationSeule à true : une facture peut y compter jusqu'à 10 Mo.",
  },
  IDEMPOTENCE_AUTRE_CORPS: {
    status: 422,
    titre: "Cette clé d'idempotence a déjà servi pour une autre demande.",
    correction: "Employez une nouvelle valeur de Idempotency-Key pour une demande différente.",
  },
  CLIENT_INCONNU: {
    status: 401,
    titre: "Le compte technique ou son secret n'est pas reconnu.",
    correction: "Vérifiez client_id et client_secret, et la date de fin du secret.",
  },
  TYPE_DE_JETON_REFUSE: {
    status: 400,
    titre: "Seul le type client_credentials est accepté.",
    correction: "Envoyez grant_type=client_credentials dans un corps application/x-www-form-urlencoded.",
  },
  SERVICE_INDISPONIBLE: {
    status: 503,
    titre: "Le service est momentanément indisponible : trop de demandes lui arrivent, ou il ne répond pas.",
    correction:
      "Renouvelez la même demande dans quelques instants, sans rien y changer : un acte ou un dépôt à clé d'idempotence répété n'en fait qu'un.",
  },
  ERREUR_INTERNE: {
    status: 500,
    titre: "Une erreur interne a empêché de répondre.",
    correction: "Renouvelez la demande ; si l'erreur dure, transmettez « correlationId » au support.",
  },
} as const satisfies Record<string, RefusalDefinition>;

export type RefusalCode = keyof typeof REFUSALS;
