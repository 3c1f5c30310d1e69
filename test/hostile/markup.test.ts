import { run } from "./campaign.ts";
import { hostileMarkup } from "./markup.ts";

run("markup that is too much, or misplaced", {
  inputs: hostileMarkup,
  count: 30_000,
  reaches: [
    "invoice",
    "ENCODAGE_INVALIDE",
    "RACINE_INCONNUE",
    "XML_ATTRIBUT_TROP_LONG",
    "XML_CARACTERE_INTERDIT",
    "XML_DEUX_RACINES",
    "XML_DOCTYPE",
    "XML_ENTITE_INCONNUE",
    "XML_MAL_FORME",
    "XML_NOM_TROP_LONG",
    "XML_PREFIXE_INCONNU",
    "XML_TROP_D_ATTRIBUTS",
    "XML_TROP_PROFOND",
    "XML_TRONQUE",
  ],
});
