import * as z from "zod";
import { makeQueueHandler } from "#edge/batch.ts";
import type { Journal } from "#ports/system.ts";
import { type IntegrateDepotDeps, makeIntegrateDepot, type Upload } from "#usecases/integrate-depot.ts";

export interface IntakeDeps extends IntegrateDepotDeps {
  readonly journal: Journal;
  /** The deposit that a storage key belongs to. */
  readonly depotOfKey: (key: string) => string | undefined;
}

/** What storage says of an upload; whatever else it says (`s3:TestEvent`) has no records. */
const StorageEvent = z.object({
  Records: z
    .array(z.object({ s3: z.object({ object: z.object({ key: z.string(), versionId: z.string() }) }) }))
    .default([]),
});

/** Keys come URL-encoded, spaces as plus signs (S3 event message structure). */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

/** Uploads announced on the queue, each through to its verdict. */
export const makeHandler = (deps: IntakeDeps) => {
  const integrateDepot = makeIntegrateDepot(deps);

  const uploadsOf = (body: unknown): readonly Upload[] =>
    StorageEvent.parse(body).Records.flatMap(({ s3: { object } }) => {
      const depot = deps.depotOfKey(decodeKey(object.key));
      return depot === undefined ? [] : [{ depot, versionId: object.versionId }];
    });

  return makeQueueHandler(async (body) => {
    for (const upload of uploadsOf(body)) await integrateDepot(upload);
  }, deps.journal);
};
