/** What one act on a dossier of works contracts writes: the decision, the dossier, its pieces, its open steps, its event. */

import type { Statut } from "#domain/statuts/statuts.ts";
import { formatStructureId } from "#domain/structures/identifiers.ts";
import type { StatusChange } from "#domain/travaux/decide.ts";
import { type Dossier, findPiece } from "#domain/travaux/dossier.ts";
import { nextDue } from "#domain/travaux/echeances.ts";
import { type Etape, openSteps } from "#domain/travaux/etapes.ts";
import { standingOf } from "#domain/travaux/standing.ts";
import type { ActeEcrit, AvertissementEcrit, Payable } from "#ports/dossiers.ts";
import type { DossierDecide } from "#ports/evenements.ts";
import {
  decisionKey,
  dossierKey,
  echeancePartitionOf,
  etapeKey,
  evenementKey,
  factureKey,
  historiqueKey,
  type Key,
  listPartitionOf,
  rankOf,
} from "./keys.ts";
import { put, putNew, type Write } from "./transaction.ts";

/** Lines of the history of one piece that one act can add, at most: ranks of two acts never meet. */
const LINES_OF_ACT = 16;

/** The row of the dossier: as the machine reads it too, by `statutAttendu`, `issue` and `visit`. */
const dossierRow = (dossier: Dossier): object & Key => {
  const { statut, issue } = standingOf(dossier);
  const echueLe = nextDue(dossier);
  return {
    ...dossierKey(dossier.id),
    ...dossier,
    ...(statut !== undefined && { statutAttendu: statut }),
    ...(issue !== undefined && { issue }),
    ...(echueLe !== undefined && { echeance: echeancePartitionOf(dossier.id), echueLe }),
  };
};

export type DossierRow = Dossier & Key & { readonly [extra: string]: unknown };

export const toDossier = ({
  pk: _pk,
  sk: _sk,
  statutAttendu: _statut,
  issue: _issue,
  echeance: _echeance,
  echueLe: _echue,
  ...dossier
}: DossierRow): Dossier => dossier;

const dossierWrite = (table: string, { before, after }: ActeEcrit): Write =>
  before === undefined
    ? putNew(table, dossierRow(after))
    : put(table, dossierRow(after), { that: "visit = :visit", values: { ":visit": before.visit } });

/** Where the row stands in the list of open steps; one that is closed stays, outside of it. */
const etapeRow = (etape: Etape, isOpen: boolean): object & Key => ({
  ...etapeKey(etape.dossier, etape.structure),
  ...etape,
  ...(isOpen && { etapeDe: formatStructureId(etape.structure), etapeDepuis: `${etape.depuis}#${etape.dossier}` }),
});

const etapeWrites = (table: string, { before, after }: ActeEcrit): readonly Write[] => {
  const open = openSteps(after);
  const isStillOpen = (one: Etape): boolean =>
    open.some(({ structure }) => formatStructureId(structure) === formatStructureId(one.structure));
  const closed = (before ? openSteps(before) : []).filter((one) => !isStillOpen(one));
  return [
    ...closed.map((one) => put(table, etapeRow(one, false))),
    ...open.map((one) => put(table, etapeRow(one, true))),
  ];
};

/** A payable piece passes through DEPOSEE to its recipient at once. */
const asInvoice = ({ statut }: { readonly statut: Statut }): Statut =>
  statut === "DEPOSEE" ? "MISE_A_DISPOSITION" : statut;

/** The lines of the history, of all pieces that the act changed. */
const historyWrites = (table: string, { changes, decision, payable }: ActeEcrit): readonly Write[] => {
  const lines = changes.flatMap((change): readonly (Omit<StatusChange, "statut"> & { readonly statut: Statut })[] =>
    payable?.facture === change.piece && change.statut === "DEPOSEE"
      ? [change, { ...change, statut: "MISE_A_DISPOSITION" }]
      : [change],
  );
  return lines.map(({ piece, by: _by, ...line }, index) =>
    put(table, {
      ...line,
      auteur: decision.auteur,
      ...historiqueKey(piece, decision.visit * LINES_OF_ACT + index + 1),
    }),
  );
};

const availability = ({ facture, dateDepot, destinataire, partitions }: Payable) => ({
  destinataireMois: listPartitionOf(destinataire, dateDepot, facture, partitions),
  rangListe: rankOf(dateDepot, facture),
});

/** What changes on the rows of pieces that stood there before. */
const pieceWrites = (table: string, acte: ActeEcrit): readonly Write[] => {
  const { before, after, changes, reroutees, payable } = acte;
  const known = new Set(before?.pieces.map(({ id }) => id));
  const touched = new Set([...changes.map(({ piece }) => piece), ...reroutees.map(({ piece }) => piece.id)]);
  return [...touched].flatMap((id) => {
    const piece = findPiece(after, id);
    if (piece === undefined || !known.has(id)) return [];
    const rerouted = reroutees.find((one) => one.piece.id === id);
    const values = {
      statut: asInvoice(piece),
      ...(payable?.facture === id && availability(payable)),
      ...(rerouted && {
        destinataire: rerouted.destinataire,
        codeService: piece.codeService,
        numeroEngagement: piece.numeroEngagement,
      }),
    };
    return [updateOf(table, factureKey(id), values)];
  });
};

/** Sets what has a value, and removes what has none. */
const updateOf = (table: string, key: Key, values: Readonly<Record<string, unknown>>): Write => {
  const names = Object.keys(values);
  const [set, removed] = [
    names.filter((name) => values[name] !== undefined),
    names.filter((name) => values[name] === undefined),
  ];
  return {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: [
        `SET ${set.map((name) => `#${name} = :${name}`).join(", ")}`,
        ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(", ")}`] : []),
      ].join(" "),
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(set.map((name) => [`:${name}`, values[name]])),
    },
  };
};

const eventWrites = (table: string, { decision, payable }: ActeEcrit): readonly Write[] => {
  const { dossier, visit, instant } = decision;
  const decided: DossierDecide = { id: `${dossier}:${visit}`, type: "DOSSIER_DECIDE", dossier, visit, instant };
  const available = payable && {
    id: `${payable.facture}:1`,
    type: "FACTURE_MISE_A_DISPOSITION",
    facture: payable.facture,
    instant,
  };
  return [decided, ...(available ? [available] : [])].map((one) => put(table, { ...one, ...evenementKey(one) }));
};

/** The first two tell, by their conditions, that another act was first. */
export const dossierWrites = (table: string, acte: ActeEcrit): readonly Write[] => {
  const { decision } = acte;
  const key = decisionKey(decision.dossier, decision.visit);
  return [
    putNew(table, { ...decision, ...key }),
    dossierWrite(table, acte),
    ...pieceWrites(table, acte),
    ...historyWrites(table, acte),
    ...etapeWrites(table, acte),
    ...eventWrites(table, acte),
  ];
};

/**
 * Only while the row still asks for that very warning: an act moves its visit, and the warning itself the instant that it asks
 * for. Where an act was read before the warning and written after it, the row asks again, and the same e-mail is found recorded.
 */
export const warningWrites = (table: string, { before, after, evenement }: AvertissementEcrit): readonly Write[] => [
  put(table, dossierRow(after), {
    that: "visit = :visit AND echueLe = :echueLe",
    values: { ":visit": before.visit, ":echueLe": nextDue(before) },
  }),
  put(table, { ...evenement, ...evenementKey(evenement) }),
];

/** How many of {@link dossierWrites}, from the first, are conditions that a race loses. */
export const RACED_WRITES = 2;

/** What a new piece's own row says beside the document, where it is payable at once. */
export const listedFor = (payable: Payable | undefined): Partial<ReturnType<typeof availability>> =>
  payable === undefined ? {} : availability(payable);
