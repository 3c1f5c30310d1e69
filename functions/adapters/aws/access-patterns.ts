/**
 * Every read and write of the two tables, once: who asks, by which key, within which budget, and what it weighs on its
 * hottest partition when 320 deposits arrive in a second. A test compares the rows with the adapters, their indexes with
 * the tables, and the sum of each key's loads with what one partition takes.
 */
import { type AccessPattern, alone, MEMBRES, PEAK, SPREAD } from "./access-pattern.ts";
import { DEPOT_PATTERNS } from "./depot-patterns.ts";
import { DIRECTORY_PATTERNS } from "./directory-patterns.ts";
import { DOSSIER_PATTERNS } from "./dossier-patterns.ts";
import { aliasKey, courrielKey, depotKey, factureKey, type Key, membreKey, PREFIXES, sweepKey } from "./keys.ts";
import { REGISTRE_PATTERNS } from "./registre-patterns.ts";

const evenement = "EVENEMENT#<hour>#<0..3>";
const depot: Key = depotKey("<depot>");
const membre: Key = membreKey("<depot>", 1);
const facture: Key = factureKey("<facture>");
const courriel: Key = courrielKey("<facture>", "<courriel>");

const FACTURES: readonly AccessPattern[] = [
  {
    method: "factures.integrate",
    asks: "intake: the invoice and the two lines of its history",
    operation: "TransactWriteItems",
    table: "factures",
    pk: facture.pk,
    sk: `FICHE, ${PREFIXES.historique}<rang>`,
    budget: "three rows of a transaction of seven",
    load: alone("write", 8, "(2 + 1 + 1) × 2"),
  },
  {
    method: "factures.integrate",
    asks: "intake: the number by which other systems know the invoice",
    operation: "TransactWriteItems",
    table: "factures",
    pk: aliasKey(0).pk.replace("0", "<alias>"),
    sk: aliasKey(0).sk,
    budget: "one row",
    load: alone("write", 2, "1 × 2"),
  },
  {
    method: "factures.integrate",
    asks: "intake: the event of this fact",
    operation: "TransactWriteItems",
    table: "factures",
    pk: evenement,
    sk: "<instant>#<evenement>",
    budget: "one row",
    load: { kind: "write", perSecond: PEAK / SPREAD, units: 2, because: "1 × 2, over four partitions" },
  },
  {
    method: "factures.integrate",
    asks: "intake: the report and the counts of the deposit",
    operation: "TransactWriteItems",
    table: "factures",
    pk: depot.pk,
    sk: `FICHE, ${membre.sk}`,
    budget: "two rows; an accepted invoice has warnings alone",
    load: { kind: "write", perSecond: MEMBRES, units: 4, because: "(1 + 1) × 2, members of one archive side by side" },
  },
  {
    method: "factures.integrate",
    asks: "the list of invoices that a supplier sent",
    operation: "TransactWriteItems",
    table: "factures",
    index: "parFournisseur",
    pk: "<type>:<identifiant>#<month>#0",
    sk: "<dateDepot>#<facture>",
    budget: "a copy of the row",
    load: { kind: "write", perSecond: PEAK, units: 2, because: "one supplier sends everything" },
  },
  {
    method: "factures.integrate",
    asks: "the list of invoices that a structure received",
    operation: "TransactWriteItems",
    table: "factures",
    index: "parDestinataire",
    pk: "<type>:<identifiant>#<month>#<partition>",
    sk: "<dateDepot>#<facture>",
    budget: "a copy of the row",
    load: { kind: "write", perSecond: PEAK, units: 2, because: "one recipient of everything, with one partition" },
  },
  {
    method: "factures.find",
    asks: "judgement: is the id taken; announcement and e-mail: what to say",
    operation: "GetItem",
    table: "factures",
    ...facture,
    budget: "one row",
    load: alone("read", 1, "consistent: the event may come before an index does"),
  },
  {
    method: "factures.dossier",
    asks: "GET /v1/factures/{id}",
    operation: "Query",
    table: "factures",
    pk: facture.pk,
    sk: "*",
    budget: "one page: an invoice, its history, its e-mails, below 4 kB",
    load: alone("read", 1, "4 kB, consistent"),
  },
  {
    method: "factures.page",
    asks: "GET /v1/factures, as a supplier",
    operation: "Query",
    table: "factures",
    index: "parFournisseur",
    pk: "<type>:<identifiant>#<month>#0",
    sk: "< <dateDepot>#<facture>, newest first",
    budget: "limit + 1 rows (201 at most) of each month, six months: 151 units",
    load: alone("read", 26, "201 rows of 1 kB in one month, eventually consistent"),
  },
  {
    method: "factures.page",
    asks: "GET /v1/factures, as a recipient",
    operation: "Query",
    table: "factures",
    index: "parDestinataire",
    pk: "<type>:<identifiant>#<month>#<partition>",
    sk: "< <dateDepot>#<facture>, newest first",
    budget: "limit + 1 rows (201 at most) of each month and partition, six months: 151 units for each partition",
    load: alone("read", 26, "201 rows of 1 kB in one month, eventually consistent"),
  },
];

const EVENTS: readonly AccessPattern[] = [
  {
    method: "evenements.markDone",
    asks: "stream and sweep: all that follows from the event was done",
    operation: "UpdateItem",
    table: "factures",
    pk: evenement,
    sk: "<instant>#<evenement>",
    budget: "one row",
    load: { kind: "write", perSecond: PEAK / SPREAD, units: 1, because: "below 1 kB, over four partitions" },
  },
  {
    method: "evenements.sweep",
    asks: "hourly sweep: events that are not marked done",
    operation: "Query",
    table: "factures",
    pk: evenement,
    sk: "< <instant>",
    budget: "all of the hours that are not cleared: 70 MB for each partition of an hour of peak",
    load: { kind: "read", perSecond: 10, units: 256, because: "pages of 1 MB, consistent, one after the other" },
  },
  {
    method: "evenements.sweep",
    asks: "hourly sweep: from which hour",
    operation: "GetItem",
    table: "factures",
    ...sweepKey,
    budget: "one row",
    load: alone("read", 1, "once an hour"),
  },
  {
    method: "evenements.sweep",
    asks: "hourly sweep: up to which hour all is done",
    operation: "PutItem",
    table: "factures",
    ...sweepKey,
    budget: "one row",
    load: alone("write", 1, "once an hour"),
  },
];

const emailUpdate = (method: string, asks: string): AccessPattern => ({
  method,
  asks,
  operation: "UpdateItem",
  table: "factures",
  ...courriel,
  budget: "one row",
  load: alone("write", 1, "below 1 kB"),
});

const COURRIELS: readonly AccessPattern[] = [
  {
    method: "courriels.record",
    asks: "announcement: the e-mail that is to be sent",
    operation: "PutItem",
    table: "factures",
    ...courriel,
    budget: "one row, conditional",
    load: alone("write", 1, "below 1 kB"),
  },
  {
    method: "courriels.find",
    asks: "sending: was it sent already",
    operation: "GetItem",
    table: "factures",
    ...courriel,
    budget: "one row",
    load: alone("read", 1, "consistent: it was written a moment ago"),
  },
  emailUpdate("courriels.markSent", "sending: the mail service took it"),
  emailUpdate("courriels.markAccepted", "the recipient's server took it"),
  emailUpdate("courriels.markRefused", "sending, or the recipient's server: it was refused"),
];

export const ACCESS_PATTERNS: readonly AccessPattern[] = [
  ...DIRECTORY_PATTERNS,
  ...DEPOT_PATTERNS,
  ...DOSSIER_PATTERNS,
  ...FACTURES,
  ...EVENTS,
  ...COURRIELS,
  ...REGISTRE_PATTERNS,
];
