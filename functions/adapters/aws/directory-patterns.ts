/** Access patterns of the table `structures`. */
import { type AccessPattern, alone, PEAK } from "./access-pattern.ts";
import { PREFIXES, principalKey, secretsKey } from "./keys.ts";

const structure = "STRUCTURE#<type>:<identifiant>";
const { pk: principal } = principalKey("compte:<client_id>");
const { pk: secrets, sk: secretsRow } = secretsKey("<client_id>");

export const DIRECTORY_PATTERNS: readonly AccessPattern[] = [
  {
    method: "annuaire.principal",
    asks: "every request with a token, and the judgement of a deposit: what may this caller do",
    operation: "Query",
    table: "structures",
    pk: principal,
    sk: "*",
    budget: "one page of 1 MB: 4,000 rattachements; consistent, since a right that was taken must not open anything",
    load: {
      kind: "read",
      perSecond: 3 * PEAK,
      units: 1,
      because:
        "one account deposits everything: open, judge, report; 16 rattachements in 4 kB, 48 at most at this pace",
    },
  },
  {
    method: "annuaire.structures",
    asks: "judgement: seller and recipient; announcement and list: recipient",
    operation: "BatchGetItem",
    table: "structures",
    pk: structure,
    sk: "FICHE",
    budget: "two rows of 0.4 kB",
    load: { kind: "read", perSecond: 2 * PEAK, units: 0.5, because: "one recipient of everything: judged, announced" },
  },
  {
    method: "annuaire.service",
    asks: "judgement: the service that the invoice names",
    operation: "GetItem",
    table: "structures",
    pk: structure,
    sk: `${PREFIXES.service}<code>`,
    budget: "one row",
    load: { kind: "read", perSecond: PEAK, units: 0.5, because: "one recipient of everything" },
  },
  {
    method: "annuaire.secrets",
    asks: "POST /v1/oauth/token",
    operation: "GetItem",
    table: "structures",
    pk: secrets,
    sk: secretsRow,
    budget: "one row of two secrets; consistent, since a secret that was withdrawn must not work",
    load: { kind: "read", perSecond: PEAK, units: 1, because: "one account that asks for a token at each deposit" },
  },
  {
    method: "annuaireEditor.saveStructure",
    asks: "operators: which rows of the structure are to go",
    operation: "Query",
    table: "structures",
    pk: structure,
    sk: "*",
    budget: "one page of 1 MB: 5,000 services",
    load: alone("read", 250, "1 MB, consistent"),
  },
  {
    method: "annuaireEditor.saveStructure",
    asks: "operators: a structure and its services",
    operation: "BatchWriteItem",
    table: "structures",
    pk: structure,
    sk: "*",
    budget: "25 rows at a time",
    load: alone("write", 25, "25 rows below 1 kB"),
  },
  {
    method: "annuaireEditor.savePrincipal",
    asks: "operators: which rattachements are to go",
    operation: "Query",
    table: "structures",
    pk: principal,
    sk: "*",
    budget: "one page of 1 MB: 4,000 rattachements",
    load: alone("read", 250, "1 MB, consistent"),
  },
  {
    method: "annuaireEditor.savePrincipal",
    asks: "operators: a caller and its rattachements",
    operation: "BatchWriteItem",
    table: "structures",
    pk: principal,
    sk: "*",
    budget: "25 rows at a time",
    load: alone("write", 25, "25 rows below 1 kB"),
  },
  {
    method: "annuaireEditor.saveSecrets",
    asks: "operators: the secrets of a technical account",
    operation: "PutItem",
    table: "structures",
    pk: secrets,
    sk: secretsRow,
    budget: "one row",
    load: alone("write", 1, "below 1 kB"),
  },
];
