/** The faults of reading: what a deposited file can get wrong before any rule of invoicing applies. */
import { type FaultDefinition, faultsOf } from "#domain/fautes/fault.ts";

const FATAL = { severity: "fatal", terms: [] } as const;

const EXPORT_AGAIN = "Faites produire à nouveau le fichier par votre logiciel de facturation, puis déposez-le.";

export const READING_FAULTS = {
  FICHIER_VIDE: {
    ...FATAL,
    message: "Le fichier déposé est vide ou ne contient que des espaces.",
    fix: "Vérifiez que votre logiciel a bien écrit la facture dans le fichier, puis déposez-le de nouveau.",
  },
  FICHIER_TROP_GROS: {
    ...FATAL,
    message: "Le fichier compte {taille} octets ; la limite est de {max}.",
    fix: "Allégez la facture, par exemple en réduisant ses pièces jointes, ou répartissez-la en plusieurs factures.",
  },
  FICHIER_NON_XML: {
    ...FATAL,
    message: "Le fichier déposé n'est ni un fichier XML, ni un PDF, ni une archive.",
    fix: "Déposez la facture au format XML, en syntaxe UBL 2.1 ou CII D16B.",
  },
  PDF_NON_LU: {
    ...FATAL,
    message: "Le fichier déposé est un PDF, alors qu'un fichier XML est attendu ici.",
    fix: "Déposez le fichier XML de la facture, en syntaxe UBL 2.1 ou CII D16B.",
  },
  ARCHIVE_NON_LUE: {
    ...FATAL,
    message: "Le fichier déposé est une archive {format}, alors qu'un fichier XML est attendu ici.",
    fix: "Extrayez la facture de l'archive et déposez son fichier XML.",
  },
  ENCODAGE_INCONNU: {
    ...FATAL,
    message: "L'encodage de caractères « {encodage} » n'est pas accepté.",
    fix: 'Enregistrez le fichier en UTF-8 et déclarez encoding="UTF-8" sur sa première ligne.',
  },
  ENCODAGE_CONTRADICTOIRE: {
    ...FATAL,
    message: "Le fichier se déclare en {declare}, mais ses premiers octets sont ceux d'un fichier {reel}.",
    fix: 'Enregistrez le fichier en UTF-8 et déclarez encoding="UTF-8" sur sa première ligne.',
  },
  ENCODAGE_INVALIDE: {
    ...FATAL,
    message: "L'octet {octet}, au décalage {decalage}, n'est pas valide en {encodage}.",
    fix: "Déclarez l'encodage dans lequel le fichier est réellement écrit, de préférence UTF-8.",
  },
  ENCODAGE_DOUTEUX: {
    severity: "warning",
    terms: [],
    message:
      "Le fichier se déclare en {encodage}, mais l'octet {octet}, au décalage {decalage}, n'y est pas un caractère imprimable : il a sans doute été écrit en windows-1252.",
    fix: "Déclarez l'encodage dans lequel le fichier est réellement écrit, de préférence UTF-8.",
  },
  XML_DOCTYPE: {
    ...FATAL,
    message: "Le fichier contient une déclaration DOCTYPE, interdite pour des raisons de sécurité.",
    fix: "Supprimez la déclaration <!DOCTYPE …> : ni UBL ni CII n'en ont besoin.",
  },
  XML_MAL_FORME: {
    ...FATAL,
    message: "Le fichier n'est pas un XML bien formé : {raison}.",
    fix: `Corrigez le fichier à la ligne et à la colonne indiquées. ${EXPORT_AGAIN}`,
  },
  XML_TRONQUE: {
    ...FATAL,
    message: "Le fichier s'arrête avant la fin de la facture : {raison}.",
    fix: `Vérifiez que le fichier a été écrit et transmis en entier. ${EXPORT_AGAIN}`,
  },
  XML_ENTITE_INCONNUE: {
    ...FATAL,
    message: "Le fichier utilise une entité autre que &amp; &lt; &gt; &quot; et &apos;.",
    fix: "Remplacez l'entité par le caractère lui-même, par exemple é au lieu de &eacute;.",
  },
  XML_CARACTERE_INTERDIT: {
    ...FATAL,
    message: "Le fichier contient le caractère de contrôle {caractere}, interdit en XML.",
    fix: "Supprimez ce caractère invisible de la donnée d'où il provient, puis produisez de nouveau la facture.",
  },
  XML_DEUX_RACINES: {
    ...FATAL,
    message: "Le fichier contient plusieurs éléments racines.",
    fix: "Déposez une seule facture par fichier XML.",
  },
  XML_PREFIXE_INCONNU: {
    ...FATAL,
    message: "Le préfixe « {prefixe} » est utilisé sans que son espace de noms soit déclaré.",
    fix: "Déclarez le préfixe par un attribut xmlns sur l'élément racine de la facture.",
  },
  XML_TROP_PROFOND: {
    ...FATAL,
    message: "Les éléments sont imbriqués sur plus de {max} niveaux.",
    fix: `Aucune facture UBL ou CII n'en demande autant. ${EXPORT_AGAIN}`,
  },
  XML_TROP_D_ELEMENTS: {
    ...FATAL,
    message: "Le fichier contient plus de {max} éléments et attributs.",
    fix: "Répartissez les lignes en plusieurs factures.",
  },
  XML_TROP_D_ATTRIBUTS: {
    ...FATAL,
    message: "Un élément porte plus de {max} attributs.",
    fix: `Aucune facture UBL ou CII n'en demande autant. ${EXPORT_AGAIN}`,
  },
  XML_ATTRIBUT_TROP_LONG: {
    ...FATAL,
    message: "Un attribut compte {longueur} caractères ; la limite est de {max}.",
    fix: `Aucune facture UBL ou CII n'en demande autant. ${EXPORT_AGAIN}`,
  },
  XML_NOM_TROP_LONG: {
    ...FATAL,
    message: "Un nom d'élément ou d'attribut compte {longueur} caractères ; la limite est de {max}.",
    fix: `Aucune facture UBL ou CII n'en demande autant. ${EXPORT_AGAIN}`,
  },
  XML_TEXTE_TROP_LONG: {
    ...FATAL,
    message: "La donnée « {nom} » ({terme}) compte {longueur} caractères ; la limite est de {max}.",
    fix: "Raccourcissez ce texte ou placez-le dans une pièce jointe.",
  },
  XML_TROP_DE_NOMS: {
    ...FATAL,
    message: "Le fichier emploie plus de {max} noms d'éléments qui ne sont ni d'UBL ni de CII.",
    fix: "Retirez les extensions étrangères à la facture, puis déposez-la de nouveau.",
  },
  XML_TROP_DE_REFERENCES: {
    ...FATAL,
    message: "Le fichier contient plus de {max} références comme &amp; ou &#233;.",
    fix: "Écrivez les lettres accentuées telles quelles, dans un fichier en UTF-8.",
  },
  XML_TROP_DE_VALEURS: {
    ...FATAL,
    message: "La donnée « {nom} » ({terme}) est de trop : un même groupe en compte déjà {max}.",
    fix: "Supprimez les valeurs répétées, ou répartissez-les en plusieurs factures.",
  },
  DONNEE_REPETEE: {
    ...FATAL,
    message: "La donnée « {nom} » ({terme}) est donnée plusieurs fois, alors que la facture n'en a qu'une.",
    fix: "Gardez une seule valeur, la bonne.",
  },
  RACINE_INCONNUE: {
    ...FATAL,
    message: "L'élément racine « {racine} » (espace de noms : {espace}) n'est pas celui d'une facture UBL ou CII.",
    fix: "Déposez une facture dont la racine est Invoice ou CreditNote (UBL 2.1) ou CrossIndustryInvoice (CII D16B).",
  },
  DATE_ILLISIBLE: {
    ...FATAL,
    message: "La date « {nom} » ({terme}) n'est pas écrite AAAAMMJJ au format 102.",
    fix: 'Écrivez la date sur huit chiffres, par exemple 20260131, avec l\'attribut format="102".',
  },
  FAUTES_NON_MONTREES: {
    ...FATAL,
    message: "{nombre} autres anomalies de lecture ne sont pas montrées.",
    fix: "Corrigez les anomalies montrées, puis déposez de nouveau la facture.",
  },
} as const satisfies Record<string, FaultDefinition>;

export type ReadingFaultCode = keyof typeof READING_FAULTS;

export const readingFault = faultsOf(READING_FAULTS);
