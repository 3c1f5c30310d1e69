/** A supplier's system that deposits invoices, some at a time, and asks again for whatever got no 2xx. */
import { setTimeout as pause } from "node:timers/promises";
import { ApiRefusal, type OpenDepot, type Session, signIn } from "#infra/cli/platform.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";
import { SUPPLIER } from "./invoices.ts";
import type { Entry, Ledger, Step } from "./ledger.ts";

const CONCURRENCY = 8;
/** Milliseconds between two attempts at the same step. */
const RETRY_MS = 100;
/** Milliseconds between two looks at a report. */
const LOOK_MS = 60;
/** How long a verdict is waited for before the next invoice's turn, in milliseconds: a kill delays it by minutes. */
const VERDICT_MS = 1_500;
/** A platform that answers nothing for so long, in milliseconds, is taken for lost: the run fails. */
const LOST_MS = 60_000;

export interface Supplier {
  /** Deposits every invoice; some verdicts may be missing at its end. */
  readonly depositAll: () => Promise<void>;
  /** Asks once more for the verdicts that are missing, and answers how many still are. */
  readonly askVerdicts: () => Promise<number>;
  /** Requests that wait for their answer. */
  readonly inFlight: () => number;
}

export const { clientId, secret } = SAMPLE_ACCOUNTS[SUPPLIER];

type UploadForm = NonNullable<OpenDepot["televersement"]>;

/** Sends the form and answers the version that S3 made of the file. */
const sendForm = async ({ url, champs }: UploadForm, bytes: Buffer): Promise<string> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(champs)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]));
  const response = await fetch(url, { method: "POST", body: form });
  const text = await response.text();
  if (!response.ok) throw new ApiRefusal("upload", response.status, text);
  const version = response.headers.get("x-amz-version-id");
  if (version === null) throw new Error("an upload was acknowledged without its version");
  return version;
};

export const createSupplier = (api: string, ledger: Ledger): Supplier => {
  let inFlight = 0;

  const insist = async <Answer>(step: Step, attempt: () => Promise<Answer>): Promise<Answer> => {
    const deadline = performance.now() + LOST_MS;
    for (;;) {
      inFlight += 1;
      try {
        const answer = await attempt();
        ledger.answered(step);
        return answer;
      } catch (error) {
        ledger.failed(step, error);
        if (performance.now() > deadline) throw error;
      } finally {
        inFlight -= 1;
      }
      await pause(RETRY_MS);
    }
  };

  const token = (): Promise<Session> => insist("token", () => signIn(api, clientId, secret));

  /** Opens the deposit and uploads the file, unless it is there already. */
  const deliver = async (session: Session, entry: Entry): Promise<void> => {
    const { nomFichier, contenu, cle } = entry.invoice;
    const { id, televersement } = await insist("deposit", () =>
      session.open({ nomFichier, taille: contenu.length }, cle),
    );
    ledger.opened(entry, id);
    if (televersement) entry.versions.push(await insist("upload", () => sendForm(televersement, contenu)));
  };

  const isJudged = async (session: Session, entry: Entry, depot: string): Promise<boolean> => {
    const { statut, factures } = await insist("report", () => session.report(depot));
    if (statut === "RECU" || statut === "EN_ATTENTE_DE_FICHIER") return false;
    ledger.judged(entry, statut, factures[0]?.facture);
    return true;
  };

  const awaitVerdict = async (session: Session, entry: Entry): Promise<void> => {
    const { depot } = entry;
    if (depot === undefined) throw new Error(`${entry.invoice.numero} has no deposit`);
    const deadline = performance.now() + VERDICT_MS;
    while (!(await isJudged(session, entry, depot)) && performance.now() < deadline) await pause(LOOK_MS);
  };

  const inTurn = async (entries: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void> => {
    const turns = entries.values();
    const serve = async (): Promise<void> => {
      for (const entry of turns) await work(entry);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, serve));
  };

  return {
    inFlight: () => inFlight,
    depositAll: () =>
      inTurn(ledger.entries, async (entry) => {
        const session = await token();
        await deliver(session, entry);
        await awaitVerdict(session, entry);
      }),
    askVerdicts: async () => {
      const missing = (): readonly Entry[] => ledger.entries.filter(({ facture }) => facture === undefined);
      const session = await token();
      await inTurn(missing(), (entry) => awaitVerdict(session, entry));
      return missing().length;
    },
  };
};
