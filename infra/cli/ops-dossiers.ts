/** `depots show` and `facture show`. */
import { STATUTS_DEPOT } from "#domain/depots/depot.ts";
import { visible } from "#domain/rapports/visible.ts";
import { STATUTS } from "#domain/statuts/statuts.ts";
import { formatStructureId } from "#domain/structures/identifiers.ts";
import { type DepotReport, makeShowDepot, type Passage } from "#usecases/exploitation/show-depot.ts";
import { type FactureReport, makeShowFacture } from "#usecases/exploitation/show-facture.ts";
import { beside, shortInstant } from "./ops-instants.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { dossiersOf } from "./ops-tables.ts";
import { columns, counted } from "./ops-words.ts";

/** Faults of a report that are shown unless all are asked for. */
const SHOWN_FAULTS = 5;

export const timeline = (historique: readonly Passage[], now: Date): string =>
  columns(
    historique.map(({ instant, phrase }) => [shortInstant(instant), `(${beside(instant, now)})`, visible(phrase)]),
  );

const faultLines = ({ membres }: DepotReport, complet: boolean): readonly string[] =>
  membres.flatMap(({ rang, fautes }) => {
    const shown = complet ? fautes : fautes.slice(0, SHOWN_FAULTS);
    const rest = fautes.length - shown.length;
    return [
      ...shown.map(({ code, message }) => `  nº ${rang}  ${code} : ${visible(message)}`),
      ...(rest === 0 ? [] : [`  nº ${rang}  et ${rest} autres : --complet`]),
    ];
  });

const depotText = (report: DepotReport, now: Date, complet: boolean): string => {
  const { depot, statut, historique } = report;
  const faults = faultLines(report, complet);
  const { integres, rejetes, total } = depot;
  const facts = columns([
    ["État", STATUTS_DEPOT[statut]],
    ["Fichier", `${visible(depot.nomFichier)}, ${depot.taille} octets`],
    ["Déposant", depot.deposant],
    [
      "Factures",
      total === undefined
        ? "pas encore comptées"
        : `${counted(integres, "bonne", "bonnes")}, ${counted(rejetes, "refusée", "refusées")}, sur ${total}`,
    ],
    ...(depot.versionId === undefined ? [] : [["Version", depot.versionId]]),
    ...(depot.versionsIgnorees.length === 0 ? [] : [["Ignorées", depot.versionsIgnorees.join(", ")]]),
  ]);
  const parts = [`Dépôt ${depot.id}`, facts, "Historique", timeline(historique, now)];
  return [...parts, ...(faults.length === 0 ? [] : ["Fautes", faults.join("\n")])].join("\n\n");
};

const factureText = ({ facture, historique }: FactureReport, now: Date): string => {
  const { fournisseur, destinataire } = facture;
  const facts = columns([
    ["État", STATUTS[facture.statut]],
    ["Numéro", `${visible(facture.numeroFacture)} du ${facture.dateFacture}, cadre ${facture.cadre}`],
    ["Montant", `${facture.montantTtc} ${facture.devise} TTC`],
    ["Fournisseur", `${visible(fournisseur.raisonSocialeStructure)} (${formatStructureId(fournisseur)})`],
    ["Destinataire", `${visible(destinataire.raisonSocialeStructure)} (${formatStructureId(destinataire)})`],
    ["Dépôt", facture.depot],
    ["Archive", `${facture.sha256} (${facture.syntaxe}, ${facture.taille} octets)`],
  ]);
  return [`Facture ${facture.id}`, facts, "Historique", timeline(historique, now)].join("\n\n");
};

const absent = (what: string): OpsOutcome => ({ text: what, json: { erreur: what }, ok: false });

export const showDepot = async (order: OpsOrder): Promise<OpsOutcome> => {
  const [id = ""] = order.args;
  const report = await makeShowDepot(await dossiersOf(order))(id);
  if (!report) return absent(`Aucun dépôt ne porte le numéro ${id} : ils sont oubliés au bout de 400 jours.`);
  return { text: depotText(report, order.now(), order.options.complet), json: report, ok: true };
};

export const showFacture = async (order: OpsOrder): Promise<OpsOutcome> => {
  const [id = ""] = order.args;
  const report = await makeShowFacture(await dossiersOf(order))(id);
  if (!report) return absent(`Aucune facture ne porte le numéro ${id} : c'est celui que son dépôt a rendu.`);
  return { text: factureText(report, order.now()), json: report, ok: true };
};
