/** What the API shows at the end of a run to the supplier and to the recipients. */

import * as z from "zod";
import { FactureDetail } from "#entrees/api/schemas.ts";
import { type DepotReport, type OpenDepot, type Session, signIn } from "#infra/cli/platform.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";
import { RECIPIENTS, SUPPLIER } from "./invoices.ts";
import type { Entry } from "./ledger.ts";

/** Small enough that the run's list has several pages. */
const PAGE = "30";

type Listed = Awaited<ReturnType<Session["list"]>>["factures"][number];

const Outbox = z.object({
  courriers: z.array(z.object({ messageId: z.string(), to: z.array(z.string()), text: z.string() })),
});

interface ShownDepot {
  readonly entry: Entry;
  /** The same request as at first, with the same key. */
  readonly reopened: OpenDepot;
  readonly report: DepotReport;
}

export interface Shown {
  readonly sent: readonly Listed[];
  readonly received: readonly Listed[];
  /** Every invoice that the supplier sees, with its history. */
  readonly details: readonly z.infer<typeof FactureDetail>[];
  readonly depots: readonly ShownDepot[];
  readonly courriers: readonly z.infer<typeof Outbox>["courriers"][number][];
}

const session = (api: string, account: keyof typeof SAMPLE_ACCOUNTS): Promise<Session> =>
  signIn(api, SAMPLE_ACCOUNTS[account].clientId, SAMPLE_ACCOUNTS[account].secret);

const listAll = async ({ list }: Session): Promise<readonly Listed[]> => {
  const found: Listed[] = [];
  let curseur: string | undefined;
  do {
    const page = await list({ limite: PAGE, ...(curseur !== undefined && { curseur }) });
    found.push(...page.factures);
    curseur = page.curseur;
  } while (curseur !== undefined);
  return found;
};

export const readShown = async (api: string, entries: readonly Entry[]): Promise<Shown> => {
  const supplier = await session(api, SUPPLIER);
  const depots: ShownDepot[] = [];
  for (const entry of entries) {
    const { nomFichier, contenu, cle } = entry.invoice;
    const reopened = await supplier.open({ nomFichier, taille: contenu.length }, cle);
    depots.push({ entry, reopened, report: await supplier.report(reopened.id) });
  }
  const received = await Promise.all(RECIPIENTS.map(async (account) => listAll(await session(api, account))));
  const sent = await listAll(supplier);
  const details: z.infer<typeof FactureDetail>[] = [];
  for (const { id } of sent) {
    const response = await supplier.get(`/v1/factures/${id}`);
    details.push(FactureDetail.parse(await response.json()));
  }
  const outbox = await fetch(`${api}/_local/courriers`);
  return {
    sent,
    details,
    received: received.flat(),
    depots,
    courriers: Outbox.parse(await outbox.json()).courriers,
  };
};
