/** Which provider makes a resource: the part that emulates it, else the table of what means nothing here. */
import type { ResourceProvider } from "../contracts.ts";
import { CUSTOM_RESOURCE_HANDLER, INERT, inertProvider } from "./inert.ts";
import type { Place } from "./pseudo.ts";
import { referencesIn } from "./references.ts";
import type { Template } from "./template.ts";

export type FindProvider = (logicalId: string, type: string) => ResourceProvider | undefined;

/** Functions that a custom resource of the template calls by its `ServiceToken`. */
const customResourceHandlers = ({ Resources }: Template): ReadonlySet<string> =>
  new Set(
    Object.values(Resources)
      .flatMap(({ Properties }) => referencesIn(Properties["ServiceToken"] ?? null))
      .map(({ target }) => target),
  );

export const providersByType = (
  providers: readonly ResourceProvider[],
  place: Place,
): ReadonlyMap<string, ResourceProvider> =>
  new Map([
    ...Object.entries(INERT).map(([type, inert]) => [type, inertProvider(type, inert, place)] as const),
    ...providers.map((provider) => [provider.type, provider] as const),
  ]);

export const providerFinder = (
  template: Template,
  byType: ReadonlyMap<string, ResourceProvider>,
  place: Place,
): FindProvider => {
  const handlers = customResourceHandlers(template);
  return (logicalId, type) =>
    handlers.has(logicalId) ? inertProvider(type, CUSTOM_RESOURCE_HANDLER, place) : byType.get(type);
};
