/** Access patterns of deposits and their reports, in the table `factures`. */
import { type AccessPattern, alone, PEAK, SPREAD } from "./access-pattern.ts";
import { depotKey, type Key, membreKey, openPartition } from "./keys.ts";

const depot: Key = depotKey("<depot>");
const membre: Key = membreKey("<depot>", 1);

export const DEPOT_PATTERNS: readonly AccessPattern[] = [
  {
    method: "depots.create",
    asks: "POST /v1/depots",
    operation: "PutItem",
    table: "factures",
    ...depot,
    budget: "one row, conditional",
    load: alone("write", 1, "below 1 kB"),
  },
  {
    method: "depots.create",
    asks: "the list of deposits without a result, entered here and left at the verdict",
    operation: "PutItem",
    table: "factures",
    index: "depotsOuverts",
    pk: openPartition(0),
    sk: "<creeLe>",
    budget: "keys alone; the row leaves the index when its two attributes are removed",
    load: { kind: "write", perSecond: (2 * PEAK) / SPREAD, units: 1, because: "in and out, over four partitions" },
  },
  {
    method: "depots.find",
    asks: "GET /v1/depots/{id}",
    operation: "Query",
    table: "factures",
    pk: depot.pk,
    sk: "*",
    budget: "one page: a deposit and a report of 200 faults at most, 101 kB",
    load: alone("read", 26, "101 kB, consistent: the answer to one's own upload must not be of before"),
  },
  {
    method: "depots.claim",
    asks: "intake: ties the deposit to the version that is judged, or notes a later one",
    operation: "UpdateItem",
    table: "factures",
    ...depot,
    budget: "one row, conditional; two for a later version",
    load: alone("write", 2, "the failed condition costs a unit too"),
  },
  {
    method: "depots.recordMembre",
    asks: "intake: the verdict on what becomes no invoice",
    operation: "TransactWriteItems",
    table: "factures",
    pk: depot.pk,
    sk: `FICHE, ${membre.sk}`,
    budget: "two rows; the report has 200 faults at most",
    load: alone("write", 204, "(101 kB of report + 1) × 2"),
  },
  {
    method: "depots.unfinishedBefore",
    asks: "hourly sweep: deposits without a result",
    operation: "Query",
    table: "factures",
    index: "depotsOuverts",
    pk: openPartition(0),
    sk: "< <instant>",
    budget: "pages of 1 MB, 7,000 keys, one after the other",
    load: alone("read", 128, "a page of 1 MB, eventually consistent"),
  },
  {
    method: "depots.unfinishedBefore",
    asks: "hourly sweep: each of these deposits, as it stands",
    operation: "GetItem",
    table: "factures",
    ...depot,
    budget: "one row",
    load: alone("read", 1, "consistent: the index may be of before"),
  },
  {
    method: "depots.expire",
    asks: "hourly sweep: no file came",
    operation: "UpdateItem",
    table: "factures",
    ...depot,
    budget: "one row, conditional",
    load: alone("write", 1, "below 1 kB"),
  },
];
