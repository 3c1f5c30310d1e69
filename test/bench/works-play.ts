/** Dossiers of works contracts, played from the request to their end: what each party does, in its order. */
import { ACTORS, type Account, type Works, workPiece } from "#test/given/works.ts";

interface Deposited {
  readonly compte: Account;
  readonly cadre: string;
}

interface Done {
  readonly compte: Account;
  readonly acte: Readonly<Record<string, string>>;
}

export interface Play {
  readonly nom: string;
  /** After the titulaire's request (A4). */
  readonly steps: readonly (Deposited | Done)[];
}

const MOE: Deposited = { compte: "cabinet", cadre: "A15" };
const MOA: Deposited = { compte: "syndicat", cadre: "A19" };
const TAKEN: Done = { compte: "cabinet", acte: { acte: "prendreEnCompte" } };

export const MONTHLY: Play = { nom: "monthly: A4, taken into account, A15, A19, payable", steps: [TAKEN, MOE, MOA] };

export const PLAYS: readonly Play[] = [
  MONTHLY,
  { nom: "without being taken into account: A4, A15, A19, payable", steps: [MOE, MOA] },
  {
    nom: "with corrections: A4, to complete, completed, taken into account, A15, A19, payable",
    steps: [
      { compte: "cabinet", acte: { acte: "demanderCompleter", commentaire: "Le détail du lot 6 manque." } },
      { compte: "menuiserie", acte: { acte: "completer", commentaire: "Le voici." } },
      TAKEN,
      MOE,
      MOA,
    ],
  },
  {
    nom: "refused by the MOE: A4, refused",
    steps: [{ compte: "cabinet", acte: { acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." } }],
  },
];

/** One piece through to its verdict: the deposit, the upload, and one look at the report once everything is at rest. */
const deposit = async (
  works: Works,
  compte: Account,
  numero: string,
  cadre: string,
  travaux: object,
): Promise<string> => {
  const { id, send } = await works.open(compte, numero, workPiece(numero, cadre), travaux);
  await send();
  await works.settle();
  const report = await (await works.session(compte)).verdict(id);
  const facture = report.factures[0]?.facture;
  if (facture === undefined) throw new Error(`${numero} is ${report.statut}: ${JSON.stringify(report.factures)}`);
  return facture;
};

/** Plays one dossier; gives its id. @param prefix of the numbers of its pieces, of at most 15 characters. */
export const playDossier = async (works: Works, { steps }: Play, prefix: string): Promise<string> => {
  let last = await deposit(works, "menuiserie", `${prefix}-A4`, "A4", ACTORS);
  const { dossier } = await works.piece("menuiserie", last);
  for (const step of steps) {
    if ("cadre" in step) {
      last = await deposit(works, step.compte, `${prefix}-${step.cadre}`, step.cadre, { piecePrecedente: last });
    } else {
      const { status } = await works.act(step.compte, dossier, step.acte);
      if (status !== 201) throw new Error(`${step.acte["acte"]} on ${dossier} is answered ${status}`);
    }
  }
  return dossier;
};
