/** Three dossiers of works contracts to try the chain with: one in progress, one refused, one whose execution failed. */
import { type SAMPLE_ACCOUNTS, SAMPLES } from "./directory.ts";
import { sampleUbl } from "./invoice.ts";

type Account = keyof typeof SAMPLE_ACCOUNTS;
type Known = (typeof SAMPLES)[keyof typeof SAMPLES];

interface PieceStep {
  readonly kind: "piece";
  readonly compte: Account;
  readonly fichier: string;
  readonly contenu: Buffer;
  /** Without it, the piece follows the one of the step before. */
  readonly travaux?: object;
}

interface ActStep {
  readonly kind: "acte";
  readonly compte: Account;
  readonly acte: object;
}

export interface SampleDossier {
  readonly nom: string;
  /** French, for the table that the terminal shows. */
  readonly quoi: string;
  readonly etapes: readonly [PieceStep, ...(PieceStep | ActStep)[]];
  /** The task of its execution breaks down, once: what operators redrive. */
  readonly enPanne?: true;
}

const siret = ({ identifiantStructure }: Known) => ({ typeIdentifiantStructure: "SIRET", identifiantStructure });

const party = ({ identifiantStructure, raisonSocialeStructure }: Known) => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});

/** Who takes part in all of them. */
const ACTEURS = { moe: siret(SAMPLES.cabinet), moa: siret(SAMPLES.syndicat) };

/** `montant` in euro cents, without VAT. */
const piece = (
  compte: Account,
  numero: string,
  cadre: string,
  montant: number,
  travaux?: object,
): SampleDossier["etapes"][0] => ({
  kind: "piece",
  compte,
  fichier: `${numero}.xml`,
  contenu: Buffer.from(
    sampleUbl({
      numero,
      cadre,
      dateEmission: "2026-11-02",
      fournisseur: party(SAMPLES.menuiserie),
      destinataire: party(SAMPLES.commune),
      codeService: "TECHNIQUE",
      lignes: [{ designation: "Lot 6, menuiseries : situation de travaux", quantite: 1, prixUnitaire: montant }],
    }),
  ),
  ...(travaux && { travaux }),
});

const request = (numero: string) => piece("menuiserie", numero, "A4", 1_250_000, ACTEURS);

export const SAMPLE_DOSSIERS: readonly SampleDossier[] = [
  {
    nom: "en cours",
    quoi: "associée par la MOE avec un montant corrigé, attend la MOA",
    etapes: [request("PDM-2026-01"), piece("cabinet", "EA-2026-01", "A15", 1_180_000)],
  },
  {
    nom: "refusé",
    quoi: "refusée par la MOE",
    etapes: [
      request("PDM-2026-02"),
      {
        kind: "acte",
        compte: "cabinet",
        acte: { acte: "refuser", motif: "AUTRE", commentaire: "Les travaux facturés ne sont pas commencés." },
      },
    ],
  },
  {
    nom: "en panne",
    quoi: "son exécution a échoué : à relancer par npm run ops",
    etapes: [request("PDM-2026-03")],
    enPanne: true,
  },
];
