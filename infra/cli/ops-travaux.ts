/** `dossier show`: a dossier of works contracts, in plain words. */
import { visible } from "#domain/rapports/visible.ts";
import { formatStructureId } from "#domain/structures/identifiers.ts";
import { type Clock, ETATS_DELAI, type EtatDelai } from "#domain/travaux/clocks.ts";
import type { Piece } from "#domain/travaux/dossier.ts";
import { LIBELLES_PARTIES } from "#domain/travaux/libelles.ts";
import { STATUTS_TRAVAUX } from "#domain/travaux/statuts-travaux.ts";
import { type DossierReport, makeShowDossier, makeTellBlocked } from "#usecases/exploitation/show-dossier.ts";
import { timeline } from "./ops-dossiers.ts";
import { beside, longInstant, shortInstant } from "./ops-instants.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { dossiersOf } from "./ops-tables.ts";
import { columns, counted } from "./ops-words.ts";
import { readPlatformClock } from "./platform-clock.ts";

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

const DAYS: Readonly<Record<EtatDelai, (jours: string) => string>> = {
  EN_COURS: (jours) => `encore ${jours}`,
  DEPASSEE: (jours) => `de ${jours}`,
  TENUE: (jours) => `${jours} avant la fin`,
};

const clockRow = (clock: Clock): readonly string[] => {
  const { delai, etat, jours, jusquau, acteur, structure, article, texte, avertiLe, finiLe } = clock;
  const days = DAYS[etat](counted(jours, "jour", "jours"));
  const facts = [
    avertiLe && `averti le ${shortInstant(avertiLe)}`,
    finiLe && `finie le ${shortInstant(finiLe)}`,
    `${texte}, ${article}`,
  ];
  return [
    delai,
    `${ETATS_DELAI[etat].toLowerCase()}, ${days}`,
    `jusqu'au ${jusquau}`,
    `${LIBELLES_PARTIES[acteur]} (${formatStructureId(structure)})`,
    facts.filter((fact) => fact).join(" ; "),
  ];
};

/** The payment delay above, since every other runs within it. */
const delays = ({ echeances, delaiPaiement }: DossierReport): readonly string[] => {
  const payment = delaiPaiement && [
    `Délai de paiement depuis le ${delaiPaiement.depuis}, ${counted(delaiPaiement.joursEcoules, "jour écoulé", "jours écoulés")} : ${delaiPaiement.libelle.toLowerCase()} (${delaiPaiement.article})`,
  ];
  const clocks = echeances.length > 0 ? [columns(echeances.map(clockRow))] : [];
  return payment || clocks.length > 0 ? ["Délais", ...(payment ?? []), ...clocks] : [];
};

const dossierText = (report: DossierReport, now: Date): string => {
  const { dossier, historique } = report;
  const facts = columns([["Fournisseur", formatStructureId(dossier.fournisseur)], ...awaitedFacts(report, now)]);
  const parts = [`Dossier de facturation ${dossier.id}`, facts, "Pièces", columns(dossier.pieces.map(pieceRow))];
  return [...parts, ...delays(report), "Historique", timeline(historique, now)].join("\n\n");
};

export const showDossier = async (order: OpsOrder): Promise<OpsOutcome> => {
  const [id = ""] = order.args;
  const now = await readPlatformClock(order.options.stade);
  const report = await makeShowDossier(await dossiersOf(order))(id, now);
  if (report) return { text: dossierText(report, now), json: report, ok: true };
  const erreur = `Aucun dossier de facturation ne porte le numéro ${id} : c'est aussi le nom de son exécution.`;
  return { text: erreur, json: { erreur }, ok: false };
};

/** Whom the execution keeps waiting; undefined for the other machines. */
export const blockedBy = async (
  order: Pick<OpsOrder, "options">,
  { machine, nom }: { readonly machine: string; readonly nom: string },
): Promise<string | undefined> => (machine === MACHINE ? makeTellBlocked(await dossiersOf(order))(nom) : undefined);
