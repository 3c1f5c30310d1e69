import type { Campaign, CampaignOptions } from "./campaign.ts";

/** One line: what was drawn, what was done, what came of it. */
export const summary = (
  { seed, kills, uploads }: Pick<CampaignOptions, "seed" | "kills" | "uploads">,
  { ledger, shown, stored, killsInFlight, killsDuringStart, repaired, seconds }: Campaign,
  broken: readonly string[],
): string => {
  const failures = [...ledger.failures].map(([name, count]) => `${name} × ${count}`).join(", ");
  return [
    `kill -9: seed ${seed}`,
    `${kills} kills (${killsInFlight} with requests in flight) and ${killsDuringStart} during a start`,
    `${uploads} uploads, ${ledger.acknowledged()} steps acknowledged, asked again: ${failures || "nothing"}`,
    `${shown.sent.length} invoices, ${stored.uploads.length - uploads} uploads repeated`,
    `${shown.courriers.length - shown.sent.length} e-mails sent twice`,
    `${repaired} repaired by the sweep`,
    `${broken.length} promises broken`,
    `${seconds.toFixed(0)} s`,
  ].join("; ");
};
