/** What `npm run annuaire -- --help` says. */
export const USAGE = `npm run annuaire -- <command> [--stade local|qualification|production] [--json]

  importer FILE          writes the structures, technical accounts and people of a JSON file; what stands under the
                         same identifiers is replaced, everything else stays. Nothing is written if the file is wrong.
  secret CLIENT_ID       adds a secret to a technical account and shows it, once. An account has two live secrets, so
                         that one can be replaced while the other still works; a third one retires the earlier.
       --fin DATE        its last day (default: 424 days from now)

Example of a file:

  {
    "structures": [{
      "id": "SIRET:99900002900010", "raisonSocialeStructure": "Commune de Sainte-Exemple",
      "structurePriveePublique": "PUBLIQUE", "emailStructure": "compta@commune.exemple",
      "parametres": { "gestionNumeroEJOuCodeService": true },
      "services": [{ "codeService": "TECHNIQUE", "nomService": "Services techniques" }]
    }],
    "comptes": [{
      "clientId": "logiciel-de-la-commune",
      "rattachements": [{ "structure": "SIRET:99900002900010", "habilitations": { "FACTURES_RECUES": "MODIFICATION" } }]
    }],
    "personnes": [{ "email": "ops@plateforme.exemple", "rattachements": [], "exploitant": true }]
  }

"exploitant" makes a person an operator of the platform (/v1/ops/…, see docs/runbook.md); it gives no right on any invoice.

Exit status: 0 done, 1 failed, 2 misuse.
`;
