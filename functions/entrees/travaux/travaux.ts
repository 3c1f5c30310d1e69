import * as z from "zod";
import { type AwaitActDeps, makeAwaitAct } from "#usecases/await-act.ts";

/** What each state of the machine sends when it begins to wait; `statut` is its name, for those who read the trace. */
const Payload = z.strictObject({
  dossier: z.string().min(1),
  visit: z.int().min(0),
  statut: z.string(),
  jeton: z.string().min(1),
});

/** Called by the travaux machine. What it returns is not looked at: the execution waits for its token. */
export const makeHandler = (deps: AwaitActDeps) => {
  const awaitAct = makeAwaitAct(deps);
  return async (payload: unknown): Promise<void> => awaitAct(Payload.parse(payload));
};
