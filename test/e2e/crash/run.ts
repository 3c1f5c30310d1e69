/** The same run as the test's, by hand: `node test/e2e/crash/run.ts --kills 20 --uploads 200 --seed 7`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { synthesise } from "#infra/cli/synthesise.ts";
import { freePorts } from "#test/given/child-platform.ts";
import { runCampaign } from "./campaign.ts";
import { brokenPromises, PROMISES } from "./promises.ts";
import { newSeed } from "./random.ts";
import { summary } from "./summary.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    uploads: { type: "string", default: "200" },
    seed: { type: "string", default: String(newSeed()) },
    /** A synthesised cloud assembly; made anew when absent. */
    assembly: { type: "string" },
    /** Where the data is left for a look at it; removed at the end when absent. */
    data: { type: "string" },
  },
});

const options = { kills: Number(values.kills), uploads: Number(values.uploads), seed: Number(values.seed) };
const folder = mkdtempSync(join(tmpdir(), "plainchant-crash-"));
const log = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const assembly = values.assembly ?? join(folder, "cdk.out");
  if (values.assembly === undefined) await synthesise(assembly);
  const place = { assembly, dataDir: values.data ?? join(folder, "data"), ports: await freePorts() };
  const campaign = await runCampaign({ place, ...options, log });
  for (const { what, broken } of PROMISES) {
    const facts = broken(campaign);
    log(`${facts.length === 0 ? "✓" : "✗"} ${what}`);
    for (const fact of facts) log(`    ${fact}`);
  }
  const broken = brokenPromises(campaign);
  log(summary(options, campaign, broken));
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
