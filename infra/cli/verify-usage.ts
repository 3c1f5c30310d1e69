import { DEFAULT_PROFILE, PROFILES } from "#domain/regles/national/profiles.ts";

const profileLines = Object.entries(PROFILES)
  .map(([name, { label }]) => `    ${name.padEnd(13)}${label}${name === DEFAULT_PROFILE ? " (par défaut)" : ""}`)
  .join("\n");

/** What `npm run verify -- --help` says. */
export const USAGE = `npm run verify -- [--json] [--profile NOM] [--html FICHIER] CHEMIN…

Vérifie des factures UBL et CII : leur structure, toutes les règles de la norme EN 16931, et celles du profil. Rien n'est
envoyé, aucun réseau n'est utilisé.

  CHEMIN           un fichier, quel que soit son nom ;
                   un dossier : ses fichiers .xml, .pdf, .zip, .tar.gz et .tgz, sous-dossiers compris, dans l'ordre de leurs
                   noms ; les autres sont ignorés et comptés, comme les fichiers cachés et les liens symboliques ;
                   une archive ZIP ou TAR.GZ, dont chaque fichier est vérifié sous le nom archive.zip!/fichier.xml ;
                   - pour l'entrée standard
  --profile NOM    ce qui est vérifié en plus de la norme :
${profileLines}
  --json           une ligne de JSON par document, et rien d'autre :
                   {"path","syntax","fatal":[…],"warning":[…],"faults":[…]}
                   « fatal » et « warning » sont les seules règles EN 16931, triées ; « faults » est le compte rendu entier
  --html FICHIER   écrit aussi tous les comptes rendus dans une page que l'on peut envoyer au fournisseur
  --help           cette aide

Exemples

  npm run verify -- facture.xml
  npm run verify -- --profile chorus-pro factures/ lot-de-mars.zip
  npm run verify -- --html rapport.html factures/
  unzip -p lot.zip f1.xml | npm run --silent verify -- -
  npm run --silent verify -- --json factures/ > verdicts.jsonl

Code de sortie : 0 si tous les documents sont valides, 1 si l'un d'eux ne l'est pas, 2 si la commande est mal employée.
`;
