import * as z from "zod";
import { makeQueueHandler } from "#edge/batch.ts";
import type { Journal } from "#ports/system.ts";
import { type IntegrateDepotDeps, makeIntegrateDepot, type Upload } from "#usecases/integrate-depot.ts";
import { type IntegrateMembreDeps, makeIntegrateMembre } from "#usecases/integrate-membre.ts";

export interface IntakeDeps extends IntegrateDepotDeps, IntegrateMembreDeps {
  readonly depots: IntegrateDepotDeps["depots"] & IntegrateMembreDeps["depots"];
  readonly uploads: IntegrateDepotDeps["uploads"] & IntegrateMembreDeps["uploads"];
  readonly journal: Journal;
  /** The deposit that a storage key belongs to. */
  readonly depotOfKey: (key: string) => string | undefined;
}

/** What storage says of an upload. */
const StorageEvent = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string(), versionId: z.string() }) }) })).min(1),
});

/** What storage says once, when the queue is connected to it; it names nothing. */
const TestEvent = z.object({ Event: z.literal("s3:TestEvent") }).transform(() => ({ Records: [] }));

/** What the intake says to itself of a member of an archive. */
const StoredMembre = z.strictObject({ depot: z.string(), rang: z.int().min(1) });

const Message = z.union([StoredMembre, StorageEvent, TestEvent]);

/** Keys come URL-encoded, spaces as plus signs (S3 event message structure). */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

/** Uploads and members of archives announced on the queue, each through to its verdict. */
export const makeHandler = (deps: IntakeDeps) => {
  const integrateDepot = makeIntegrateDepot(deps);
  const integrateMembre = makeIntegrateMembre(deps);

  const uploadsOf = ({ Records }: z.output<typeof StorageEvent>): readonly Upload[] =>
    Records.flatMap(({ s3: { object } }) => {
      const depot = deps.depotOfKey(decodeKey(object.key));
      return depot === undefined ? [] : [{ depot, versionId: object.versionId }];
    });

  return makeQueueHandler(async (body) => {
    const message = Message.parse(body);
    if ("rang" in message) return integrateMembre(message);
    for (const upload of uploadsOf(message)) await integrateDepot(upload);
  }, deps.journal);
};
