/** Why each AWS call of a standard invoice is made: a call without a line here has yet to justify itself. */
const WHY: Readonly<Record<string, string>> = {
  "Jetons GetItem SECRETS": "the two salted hashes of the account; consistent: a secret taken back is refused at once",
  "Jetons Sign": "RS256 signature of the token; the public half is read once per process",
  "Depots Query PRINCIPAL/*": "who calls and for whom: no right is read from a token; consistent",
  "Depots PutItem DEPOT": "the deposit, once per idempotency key; one unit more for its line in depotsOuverts",
  "Depots Query DEPOT/*": "the deposit with the verdict of each member, in one read; consistent",
  "client PostObject": "the file goes to S3 directly: no byte of it crosses the API",
  "Intake UpdateItem DEPOT": "claims the version: a form that is used twice is judged once",
  "Intake GetObject": "the named version; its digest is computed again",
  "Intake Query PRINCIPAL/*": "may the depositor deposit for this seller? asked when judged, not when announced",
  "Intake BatchGetItem 2 STRUCTURE": "seller and recipient, in one call",
  "Intake GetItem STRUCTURE/SERVICE": "the recipient's service that the invoice names",
  "Intake GetItem FACTURE": "the first invoice of that number, if any: a duplicate costs no archive and no transaction",
  "Intake PutObject": "the judged bytes, under their digest, unless they are there",
  "Evenements GetItem FACTURE": "what the e-mail's row is about; the event holds ids alone",
  "Evenements BatchGetItem STRUCTURE": "the recipient's address",
  "Evenements PutItem FACTURE/COURRIEL": "the e-mail as a legal fact, once per event",
  "Evenements SendMessage": "slow work leaves the stream at once",
  "Evenements UpdateItem EVENEMENT": "marks the event done: the sweep replays those that are not",
  "Courriels GetItem FACTURE/COURRIEL": "not sent yet? consistent",
  "Courriels GetItem FACTURE": "the text of the message names the invoice",
  "Courriels SendEmail": "the availability e-mail, from which the payment delay runs",
  "Courriels UpdateItem FACTURE/COURRIEL": "the instant and the id of the sending",
  "RetoursCourriel UpdateItem FACTURE/COURRIEL": "the proof that the recipient's server took it",
  "Echeances Query depotsOuverts": "deposits without a result, one read per partition",
  "Echeances Query echeances": "legal delays of works contracts that are over, one read per partition",
  "Echeances Query EVENEMENT/*": "events that are not done, one read per partition and hour",
  "Echeances GetItem BALAYAGE/EVENEMENTS": "where the last sweep left off",
  "Echeances PutItem BALAYAGE/EVENEMENTS": "where this one did",
};

const TRANSACTION =
  "one transaction, so that no invoice exists without verdict, history, event and alias; its units are doubled";

export const whyOf = (caller: string, operation: string, about: string): string =>
  operation === "TransactWriteItems"
    ? TRANSACTION
    : (WHY[[caller, operation, about].filter(Boolean).join(" ")] ?? "not justified yet");
