/** The parts of the runtime as they stand before anything is deployed: to tell what they support, or to ask them. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock } from "./clock/clock.ts";
import type { LocalContext } from "./contracts.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./defaults.ts";
import { createHttpApi } from "./http-api/server.ts";
import { createParts } from "./runtime.ts";

/** Nothing listens there: no part asks another one before a resource is made. */
const NOWHERE = "http://127.0.0.1:9";

/** All parts on data of their own, which `close` throws away. */
export const openIdleParts = (log: (line: string) => void = () => undefined) => {
  const dataDir = mkdtempSync(join(tmpdir(), "plainchant-parts-"));
  const partDir = (name: string): string => {
    const path = join(dataDir, name);
    mkdirSync(path);
    return path;
  };
  const clock = createClock(partDir("clock"));
  const context: LocalContext = {
    dataDir,
    clock,
    region: LOCAL_REGION,
    account: "000000000000",
    credentials: LOCAL_CREDENTIALS,
    urls: { aws: NOWHERE, api: NOWHERE, people: NOWHERE },
    log,
  };
  const parts = createParts(context, partDir, clock.offset);
  return {
    context,
    parts,
    api: createHttpApi(context, parts.lambda),
    close: async (): Promise<void> => {
      for (const part of Object.values(parts).reverse()) await part.stop();
      clock.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
