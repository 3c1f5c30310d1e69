import { run } from "./campaign.ts";
import { damaged } from "./mutations.ts";
import { originals } from "./originals.ts";

run("our samples, damaged", {
  inputs: damaged(originals),
  count: 50_000,
  reaches: [
    "invoice",
    "DATE_ILLISIBLE",
    "ENCODAGE_INVALIDE",
    "RACINE_INCONNUE",
    "STRUCT-ATTRIBUT-ABSENT",
    "STRUCT-ATTRIBUT-INCONNU",
    "STRUCT-CONTENU",
    "STRUCT-ELEMENT-ABSENT",
    "STRUCT-ELEMENT-DEPLACE",
    "STRUCT-ELEMENT-INCONNU",
    "STRUCT-ELEMENT-INTERDIT",
    "STRUCT-ELEMENT-REPETE",
    "STRUCT-ESPACE-DE-NOMS",
    "STRUCT-TEXTE",
    "STRUCT-VALEUR",
    "XML_ATTRIBUT_TROP_LONG",
    "XML_CARACTERE_INTERDIT",
    "XML_DEUX_RACINES",
    "XML_DOCTYPE",
    "XML_ENTITE_INCONNUE",
    "XML_MAL_FORME",
    "XML_PREFIXE_INCONNU",
    "XML_TEXTE_TROP_LONG",
    "XML_TROP_PROFOND",
    "XML_TRONQUE",
    "FAUTES_NON_MONTREES",
  ],
});
