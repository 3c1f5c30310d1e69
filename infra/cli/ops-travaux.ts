/** `dossier show`: a dossier of works contracts, in plain words. */
import { visible } from "#domain/rapports/visible.ts";
import { formatStructureId } from "#domain/structures/identifiers.ts";
import type { Piece } from "#domain/travaux/dossier.ts";
import { LIBELLES_PARTIES } from "#domain/travaux/libelles.ts";
import { STATUTS_TRAVAUX } from "#domain/travaux/statuts-travaux.ts";
import { type DossierReport, makeShowDossier, makeTellBlocked } from "#usecases/exploitation/show-dossier.ts";
import { timeline } from "./ops-dossiers.ts";
import { beside, longInstant } from "./ops-instants.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { dossiersOf } from "./ops-tables.ts";
import { columns } from "./ops-words.ts";

/** The machine whose executions are of dossiers. */
const MACHINE = "travaux";

const pieceRow = ({ cadre, numero, statut, montants, id }: Piece): readonly string[] => [
  cadre,
  visible(numero),
  `${montants.ttc} TTC`,
  STATUTS_TRAVAUX[statut].libelle,
  id,
];

const awaitedFacts = ({ attendus }: DossierReport, now: Date): readonly (readonly string[])[] =>
  attendus.length === 0
    ? [["Attend", "personne : le dossier est fini"]]
    : attendus.map(({ by, structure, depuis }, index) => [
        index === 0 ? "Attend" : "ou",
        `${LIBELLES_PARTIES[by]} (${formatStructureId(structure)}), depuis le ${longInstant(depuis)} (${beside(depuis, now)})`,
      ]);

const dossierText = (report: DossierReport, now: Date): string => {
  const { dossier, echeance, historique } = report;
  const facts = columns([
    ["Fournisseur", formatStructureId(dossier.fournisseur)],
    ...awaitedFacts(report, now),
    ...(echeance ? [["Échéance", `le ${echeance.jusquau} (article ${echeance.article})`]] : []),
  ]);
  const parts = [`Dossier de facturation ${dossier.id}`, facts, "Pièces", columns(dossier.pieces.map(pieceRow))];
  return [...parts, "Historique", timeline(historique, now)].join("\n\n");
};

export const showDossier = async (order: OpsOrder): Promise<OpsOutcome> => {
  const [id = ""] = order.args;
  const report = await makeShowDossier(await dossiersOf(order))(id);
  if (report) return { text: dossierText(report, order.now()), json: report, ok: true };
  const erreur = `Aucun dossier de facturation ne porte le numéro ${id} : c'est aussi le nom de son exécution.`;
  return { text: erreur, json: { erreur }, ok: false };
};

/** Whom the execution keeps waiting; undefined for the other machines. */
export const blockedBy = async (
  order: Pick<OpsOrder, "options">,
  { machine, nom }: { readonly machine: string; readonly nom: string },
): Promise<string | undefined> => (machine === MACHINE ? makeTellBlocked(await dossiersOf(order))(nom) : undefined);
