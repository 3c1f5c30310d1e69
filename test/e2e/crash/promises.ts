/** What must hold at the end of a run, whatever was killed and whenever. */

import type { Row, Stored } from "#test/given/stored.ts";
import { differences } from "./differences.ts";
import type { Ledger } from "./ledger.ts";
import type { Shown } from "./shown.ts";

export interface Outcome {
  readonly ledger: Ledger;
  readonly shown: Shown;
  readonly stored: Stored;
}

interface KeptPromise {
  readonly what: string;
  /** One line per fact that breaks it. */
  readonly broken: (outcome: Outcome) => readonly string[];
}

const under = (rows: readonly Row[], prefix: string): readonly Row[] => rows.filter(({ pk }) => pk.startsWith(prefix));

const courriels = ({ rows }: Stored): readonly Row[] => rows.filter(({ sk }) => sk.startsWith("COURRIEL#"));

/** A row by what it is for, where its key holds something drawn or an instant. */
const nameOfRow = ({ pk, sk, facture }: Row): string => {
  const [kind = ""] = pk.split("#", 1);
  if (kind === "ALIAS" || kind === "EVENEMENT") return `${kind} of FACTURE#${String(facture)}`;
  return `${pk} ${sk.startsWith("COURRIEL#") ? "COURRIEL" : sk}`;
};

const rowsOfDepot = (id: string): readonly string[] => [`DEPOT#${id} FICHE`, `DEPOT#${id} MEMBRE#000001`];

const rowsOfFacture = (id: string): readonly string[] => [
  `FACTURE#${id} FICHE`,
  `FACTURE#${id} HISTORIQUE#000001`,
  `FACTURE#${id} COURRIEL`,
  `ALIAS of FACTURE#${id}`,
  `EVENEMENT of FACTURE#${id}`,
];

/** The versions that a deposit knows of: the one that was judged, and those that were noted. */
const knownVersions = ({ pk, versionId, versionsIgnorees }: Row): readonly string[] => {
  const ignored = versionsIgnorees instanceof Set ? [...versionsIgnorees] : [];
  return [versionId, ...ignored].map((version) => `${pk} ${String(version)}`);
};

export const PROMISES: readonly KeptPromise[] = [
  {
    what: "no answer contradicted an earlier one, and nothing in order was refused",
    broken: ({ ledger }) => ledger.contradictions,
  },
  {
    what: "every invoice is in the supplier's list, none twice",
    broken: ({ ledger, shown }) =>
      differences(
        ledger.entries.map(({ invoice }) => invoice.numero),
        shown.sent.map(({ numeroFacture }) => numeroFacture),
      ),
  },
  {
    what: "the recipients see the same invoices as the supplier",
    broken: ({ shown }) =>
      differences(
        shown.sent.map(({ id }) => id),
        shown.received.map(({ id }) => id),
      ),
  },
  {
    what: "every key still names its deposit, which asks for no file",
    broken: ({ shown }) =>
      shown.depots
        .filter(({ entry, reopened }) => reopened.id !== entry.depot || reopened.televersement !== undefined)
        .map(({ entry, reopened }) => `${entry.invoice.cle}: ${entry.depot}, then ${reopened.id} ${reopened.statut}`),
  },
  {
    what: "every deposit is integrated, with one invoice, the one of its first verdict",
    broken: ({ shown }) =>
      shown.depots
        .filter(({ entry, report: { statut, factures } }) => {
          const [only] = factures;
          const isTheSame = only?.facture === entry.facture && only?.sha256 === entry.invoice.sha256;
          return statut !== "INTEGRE" || factures.length !== 1 || only?.dejaDepose === true || !isTheSame;
        })
        .map(({ entry, report }) => `${entry.invoice.numero} (${entry.facture}): ${JSON.stringify(report)}`),
  },
  {
    what: "every upload that was acknowledged is stored",
    broken: ({ ledger, stored }) => {
      const versions = new Set(stored.uploads.map(({ versionId }) => versionId));
      return ledger.entries.flatMap((entry) => entry.versions).filter((version) => !versions.has(version));
    },
  },
  {
    what: "every stored upload was judged or noted by its deposit",
    broken: ({ stored }) =>
      differences(
        stored.uploads.map(({ key, versionId }) => `${key.replace("depots/", "DEPOT#")} ${versionId}`),
        under(stored.rows, "DEPOT#")
          .filter(({ sk }) => sk === "FICHE")
          .flatMap(knownVersions),
      ),
  },
  {
    what: "every invoice was deposited, then put at the recipient's disposal, and notified once",
    broken: ({ shown }) =>
      shown.details
        .filter(({ historique, notifications }) => {
          const statuts = historique.map(({ statut }) => statut).join(" ");
          return statuts !== "DEPOSEE MISE_A_DISPOSITION" || notifications.length !== 1;
        })
        .map((detail) => JSON.stringify(detail)),
  },
  {
    what: "every invoice has its rows, and there are no others",
    broken: ({ shown, stored }) =>
      differences(
        [
          ...shown.depots.flatMap(({ reopened }) => rowsOfDepot(reopened.id)),
          ...shown.sent.flatMap(({ id }) => rowsOfFacture(id)),
        ],
        stored.rows.filter(({ pk }) => pk !== "BALAYAGE").map(nameOfRow),
      ),
  },
  {
    what: "every invoice and its number for old clients name each other",
    broken: ({ stored }) =>
      differences(
        under(stored.rows, "FACTURE#")
          .filter(({ sk }) => sk === "FICHE")
          .map(({ id, alias }) => `ALIAS#${String(alias)} ${String(id)}`),
        under(stored.rows, "ALIAS#").map(({ pk, facture }) => `${pk} ${String(facture)}`),
      ),
  },
  {
    what: "the archive holds the bytes of every invoice once",
    broken: ({ ledger, stored }) =>
      differences(
        ledger.entries.map(({ invoice }) => `archive/${invoice.sha256}`),
        stored.archive.map(({ key }) => key),
      ),
  },
  {
    what: "every event is done",
    broken: ({ stored }) =>
      under(stored.rows, "EVENEMENT#")
        .filter(({ faitLe }) => faitLe === undefined)
        .map(({ pk, sk }) => `${pk} ${sk}`),
  },
  {
    what: "every e-mail was sent, as its row says, and was taken by the recipient's server",
    broken: ({ shown, stored }) => {
      const sent = new Set(shown.courriers.map(({ messageId }) => messageId));
      return courriels(stored)
        .filter(({ messageId, accepteLe }) => !sent.has(String(messageId)) || accepteLe === undefined)
        .map((row) => JSON.stringify(row));
    },
  },
  {
    what: "every invoice was announced by at least one message",
    broken: ({ shown }) => {
      const texts = shown.courriers.map(({ text }) => text).join("\n");
      return shown.sent.map(({ id }) => id).filter((id) => !texts.includes(id));
    },
  },
  {
    what: "no queue holds a message, dead letters included",
    broken: ({ stored }) =>
      stored.queues.filter(({ messages }) => messages > 0).map(({ name, messages }) => `${name}: ${messages}`),
  },
];

export const brokenPromises = (outcome: Outcome): readonly string[] =>
  PROMISES.flatMap(({ what, broken }) => broken(outcome).map((fact) => `${what}: ${fact}`));
