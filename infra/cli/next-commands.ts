/** The commands that a newcomer tries next: plain curl and sed, to be pasted as they stand. */
import { relative } from "node:path";
import type { Runtime } from "../local/runtime.ts";
import { SAMPLE_ACCOUNTS, SAMPLE_PEOPLE } from "../samples/directory.ts";

export const nextCommands = ({ api, people }: Runtime["urls"], samples: string): string => {
  const { clientId, secret } = SAMPLE_ACCOUNTS.menuiserie;
  const { commune } = SAMPLE_ACCOUNTS;
  const [person] = SAMPLE_PEOPLE;
  const folder = relative(process.cwd(), samples) || samples;
  const file = `${folder}/facture-ubl.xml`;
  const fresh = `${folder}/nouvelle.xml`;
  return `
API       ${api}     description : ${api}/v1/openapi.json
Courriels ${api}/_local/courriers     horloge : ${api}/_local/horloge
Personnes ${people}     par exemple ${person?.email} / ${person?.password}

À essayer, dans un autre terminal :

# 1. un jeton pour le compte technique du fournisseur
JETON=$(curl -s ${api}/v1/oauth/token -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${secret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

# 2. une nouvelle facture, et son dépôt
sed 's/F-2026-001/F-2026-100/' ${file} > ${fresh}
DEPOT=$(curl -s ${api}/v1/depots -H "authorization: Bearer $JETON" -H 'content-type: application/json' -d "{\\"nomFichier\\":\\"facture.xml\\",\\"taille\\":$(wc -c < ${fresh})}")
ID=$(echo "$DEPOT" | sed 's/^{"id":"\\([^"]*\\)".*/\\1/'); echo $ID

# 3. le téléversement, par le formulaire présigné
eval "curl -i $(echo "$DEPOT" | sed "s/.*\\"champs\\":{\\([^}]*\\)}.*/\\1/; s/\\"\\([^\\"]*\\)\\":\\"\\([^\\"]*\\)\\",\\{0,1\\}/-F '\\1=\\2' /g") -F file=@${fresh} $(echo "$DEPOT" | sed 's/.*"televersement":{"url":"\\([^"]*\\)".*/\\1/')"

# 4. le compte rendu
curl -s ${api}/v1/depots/$ID -H "authorization: Bearer $JETON"

# 5. les factures reçues par la commune
COMMUNE=$(curl -s ${api}/v1/oauth/token -d grant_type=client_credentials -d client_id=${commune.clientId} -d client_secret=${commune.secret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s ${api}/v1/factures -H "authorization: Bearer $COMMUNE"

# 6. un jour plus tard
curl -s ${api}/_local/horloge -d '{"au":"'$(date -u -d tomorrow +%FT%TZ)'"}'

Ctrl-C arrête ; npm start -- --fresh repart de zéro.
`;
};
