/**
 * Access patterns of the dossiers of works contracts, in the table `factures`. They are some 3 % of invoices; a piece has two
 * acts on average, so that a burst of 320 deposits brings ten pieces a second. The row of a dossier with three pieces is 3 kB.
 */
import { type AccessPattern, alone, PEAK } from "./access-pattern.ts";
import { decisionKey, dossierKey, echeancePartition, jetonKey, type Key, PREFIXES } from "./keys.ts";

const dossier: Key = dossierKey("<dossier>");
const decision: Key = decisionKey("<dossier>", 0);
const jeton: Key = jetonKey("<dossier>", 0);

/** Acts a second at the peak. */
const ACTS = PEAK * 0.03 * 2;

const written = (asks: string, changes: Pick<AccessPattern, "sk" | "budget" | "load">): AccessPattern => ({
  method: "dossiers.decide",
  asks,
  operation: "TransactWriteItems",
  table: "factures",
  pk: dossier.pk,
  ...changes,
});

const reads = (method: string, asks: string, key: Key): AccessPattern => ({
  method,
  asks,
  operation: "GetItem",
  table: "factures",
  ...key,
  budget: "one row",
  load: alone("read", 1, "4 kB, consistent: what was decided a moment ago counts"),
});

export const DOSSIER_PATTERNS: readonly AccessPattern[] = [
  reads("dossiers.find", "every act, judgement of a piece, GET /v1/travaux/dossiers/{id}", dossier),
  {
    method: "dossiers.several",
    asks: "operators: executions whose dossier a structure takes part in",
    operation: "BatchGetItem",
    table: "factures",
    ...dossier,
    budget: "one row for each execution of a page that is looked at, 100 in a call",
    load: alone("read", 0.5, "4 kB, eventually consistent, each dossier once"),
  },
  written("the decision, the dossier and its open steps", {
    sk: `FICHE, ${decision.sk}, ${PREFIXES.etape}<structure>`,
    budget: "four rows of a transaction of ten; the first act at a visit wins",
    load: alone("write", 14, "(3 + 1 + 3 × 1) × 2"),
  }),
  {
    method: "dossiers.decide",
    asks: "the pieces that the act changed, and the lines of their history",
    operation: "TransactWriteItems",
    table: "factures",
    pk: "FACTURE#<facture>",
    sk: `FICHE, ${PREFIXES.historique}<rang>`,
    budget: "two rows for each of three pieces at most",
    load: alone("write", 6, "(2 + 1) × 2"),
  },
  {
    method: "dossiers.decide",
    asks: "the event of this decision, and that of a piece that became payable",
    operation: "TransactWriteItems",
    table: "factures",
    pk: "EVENEMENT#<hour>#<0..3>",
    sk: "<instant>#<evenement>",
    budget: "two rows",
    load: { kind: "write", perSecond: ACTS / 4, units: 4, because: "2 × 1 × 2, over four partitions" },
  },
  {
    method: "dossiers.decide",
    asks: "the list of open steps of whoever may act",
    operation: "TransactWriteItems",
    table: "factures",
    index: "etapesOuvertes",
    pk: "<type>:<identifiant>",
    sk: "<depuis>#<dossier>",
    budget: "in and out of the lists of three structures at most",
    load: { kind: "write", perSecond: ACTS, units: 2, because: "one structure has all steps: in and out" },
  },
  {
    method: "dossiers.decide",
    asks: "the list of dossiers with a delay that runs",
    operation: "TransactWriteItems",
    table: "factures",
    index: "echeances",
    pk: echeancePartition(0),
    sk: "<echueLe>: when the dossier next needs the platform",
    budget: "keys alone, in and out",
    load: { kind: "write", perSecond: ACTS / 4, units: 2, because: "in and out, over four partitions" },
  },
  {
    method: "dossiers.avertir",
    asks: "hourly sweep: the dossier, warned",
    operation: "TransactWriteItems",
    table: "factures",
    pk: dossier.pk,
    sk: "FICHE",
    budget: "one row of a transaction of two, once for each delay of an MOE",
    load: alone("write", 4, "2 × 2: one or two pieces, by then"),
  },
  {
    method: "dossiers.avertir",
    asks: "hourly sweep: from the instant of the warning to that of the end, in the list of dossiers with a delay that runs",
    operation: "TransactWriteItems",
    table: "factures",
    index: "echeances",
    pk: echeancePartition(0),
    sk: "<echueLe>",
    budget: "keys alone, in and out",
    load: { kind: "write", perSecond: ACTS / 4, units: 2, because: "in and out, over four partitions" },
  },
  {
    method: "dossiers.avertir",
    asks: "hourly sweep: the event that has the warning sent",
    operation: "TransactWriteItems",
    table: "factures",
    pk: "EVENEMENT#<hour>#<0..3>",
    sk: "<instant>#<evenement>",
    budget: "one row",
    load: {
      kind: "write",
      perSecond: ACTS / 4,
      units: 2,
      because: "1 × 2, over four partitions; at most one for two acts",
    },
  },
  reads("dossiers.decision", "what was decided: for who comes second, and for the execution", decision),
  reads("dossiers.token", "the token that the execution waits with", jeton),
  {
    method: "dossiers.storeToken",
    asks: "the execution came to wait",
    operation: "PutItem",
    table: "factures",
    ...jeton,
    budget: "one row",
    load: alone("write", 1, "below 1 kB"),
  },
  {
    method: "dossiers.etapes",
    asks: "GET /v1/travaux/etapes",
    operation: "Query",
    table: "factures",
    index: "etapesOuvertes",
    pk: "<type>:<identifiant>",
    sk: "> <depuis>#<dossier>, the longest waiting first",
    budget: "limit + 1 rows (201 at most): 26 units",
    load: alone("read", 26, "201 rows of 1 kB, eventually consistent"),
  },
  {
    method: "dossiers.echus",
    asks: "hourly sweep: who is to be warned, legal delays that are over",
    operation: "Query",
    table: "factures",
    index: "echeances",
    pk: echeancePartition(0),
    sk: "<= <instant>",
    budget: "keys alone, pages of 1 MB; a dossier leaves the list once its delay is recorded",
    load: { kind: "read", perSecond: 1, units: 128, because: "one page of 1 MB, eventually consistent" },
  },
];
