import { hostileBytes } from "./bytes.ts";
import { run } from "./campaign.ts";
import { goodTexts } from "./originals.ts";

run("bytes that are no text, or another one than they say", {
  inputs: hostileBytes(goodTexts),
  count: 20_000,
  reaches: [
    "invoice",
    "ARCHIVE_NON_LUE",
    "ENCODAGE_CONTRADICTOIRE",
    "ENCODAGE_INCONNU",
    "ENCODAGE_INVALIDE",
    "FICHIER_NON_XML",
    "FICHIER_VIDE",
    "PDF_NON_LU",
    "XML_CARACTERE_INTERDIT",
    "XML_MAL_FORME",
    "XML_TRONQUE",
  ],
});
