import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import { sameStructure } from "#domain/structures/identifiers.ts";
import { findPiece } from "#domain/travaux/dossier.ts";
import { nextDue } from "#domain/travaux/echeances.ts";
import { type Etape, openSteps } from "#domain/travaux/etapes.ts";
import type { ActeEcrit, Dossiers } from "#ports/dossiers.ts";
import type { MemoryStore } from "./store.ts";

const visitKey = (id: string, visit: number): string => `${id}/${visit}`;

const rankOf = ({ depuis, dossier }: Etape): string => `${depuis}#${dossier}`;

/** Whether another act was first at that visit. */
export const isTaken = ({ dossiers, decisions }: MemoryStore, { before, decision }: ActeEcrit): boolean =>
  decisions.has(visitKey(decision.dossier, decision.visit)) || dossiers.get(decision.dossier)?.visit !== before?.visit;

const passagesOf = ({ changes, decision, payable }: ActeEcrit, piece: string): readonly HistoryEntry[] =>
  changes
    .filter((change) => change.piece === piece)
    .flatMap(({ piece: _piece, by: _by, ...line }) => {
      const entry = { ...line, auteur: decision.auteur };
      const isAvailable = payable?.facture === piece && line.statut === "DEPOSEE";
      return isAvailable ? [entry, { ...entry, statut: "MISE_A_DISPOSITION" as const }] : [entry];
    });

/** Writes all of an act that is not taken; the row of a new piece is its integration's affair. */
export const applyActe = (store: MemoryStore, acte: ActeEcrit): void => {
  const { after, changes, decision, reroutees, payable } = acte;
  store.dossiers.set(after.id, after);
  store.decisions.set(visitKey(after.id, decision.visit), decision);
  for (const id of new Set([...changes.map(({ piece }) => piece), ...reroutees.map(({ piece }) => piece.id)])) {
    store.passages.set(id, [...(store.passages.get(id) ?? []), ...passagesOf(acte, id)]);
    const facture = store.factures.get(id);
    const piece = findPiece(after, id);
    if (facture === undefined || piece === undefined) continue;
    const { codeService: _service, numeroEngagement: _engagement, ...rest } = facture;
    const rerouted = reroutees.find((one) => one.piece.id === id);
    const { codeService, numeroEngagement } = rerouted ? piece : facture;
    store.factures.set(id, {
      ...rest,
      ...(codeService !== undefined && { codeService }),
      ...(numeroEngagement !== undefined && { numeroEngagement }),
      ...(rerouted && { destinataire: rerouted.destinataire }),
      statut: piece.statut === "DEPOSEE" ? "MISE_A_DISPOSITION" : piece.statut,
    });
  }
  const { visit, instant } = decision;
  const decided = { id: `${after.id}:${visit}`, type: "DOSSIER_DECIDE", dossier: after.id, visit, instant } as const;
  store.evenements.set(decided.id, decided);
  if (payable === undefined) return;
  const id = `${payable.facture}:1`;
  store.evenements.set(id, { id, type: "FACTURE_MISE_A_DISPOSITION", facture: payable.facture, instant });
};

export const memoryDossiers = (store: MemoryStore): Dossiers => ({
  find: async (id) => store.dossiers.get(id),
  several: async (ids) => [...new Set(ids)].flatMap((id) => store.dossiers.get(id) ?? []),

  async decide(acte) {
    if (isTaken(store, acte)) return "taken";
    applyActe(store, acte);
    return "decided";
  },

  decision: async (id, visit) => store.decisions.get(visitKey(id, visit)),

  async storeToken(id, visit, jeton) {
    store.jetons.set(visitKey(id, visit), jeton);
  },

  token: async (id, visit) => store.jetons.get(visitKey(id, visit)),

  async etapes({ structure, after, limit }) {
    const found = [...store.dossiers.values()]
      .flatMap(openSteps)
      .filter((etape) => sameStructure(etape.structure, structure) && (after === undefined || rankOf(etape) > after))
      .sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
    const etapes = found.slice(0, limit);
    const last = etapes.at(-1);
    return { etapes, ...(last && found.length > limit && { next: rankOf(last) }) };
  },

  async avertir({ before, after, evenement }) {
    const known = store.dossiers.get(before.id);
    if (known?.visit !== before.visit || nextDue(known) !== nextDue(before)) return "taken";
    store.dossiers.set(after.id, after);
    store.evenements.set(evenement.id, evenement);
    return "written";
  },

  async echus(instant, visit) {
    const due = [...store.dossiers.values()].filter((dossier) => {
      const next = nextDue(dossier);
      return next !== undefined && next <= instant;
    });
    for (const { id } of due) await visit(id);
  },
});
