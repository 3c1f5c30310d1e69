/** Orders things so that each follows what it depends on. */
import { referencesIn } from "./references.ts";
import type { TemplateResource } from "./template.ts";

export class CycleError extends Error {
  constructor(path: readonly string[]) {
    super(`circular dependency: ${path.join(" → ")}`);
    this.name = "CycleError";
  }
}

/**
 * The ids, each after its dependencies and otherwise in the order given. Dependencies outside `ids` are ignored.
 * Throws {@link CycleError} naming the first cycle found.
 */
export const inDependencyOrder = (
  ids: readonly string[],
  dependenciesOf: (id: string) => Iterable<string>,
): readonly string[] => {
  const known = new Set(ids);
  const done = new Set<string>();

  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    const seen = path.indexOf(id);
    if (seen >= 0) throw new CycleError([...path.slice(seen), id]);
    for (const dependency of dependenciesOf(id)) {
      if (known.has(dependency)) visit(dependency, [...path, id]);
    }
    done.add(id);
  };

  for (const id of ids) visit(id, []);
  return [...done];
};

/** The logical ids, each after the resources that it names or depends on. Throws {@link CycleError}. */
export const creationOrder = (resources: Readonly<Record<string, TemplateResource>>): readonly string[] =>
  inDependencyOrder(Object.keys(resources), (logicalId) => {
    const resource = resources[logicalId];
    if (!resource) return [];
    return [...resource.DependsOn, ...referencesIn(resource.Properties).map(({ target }) => target)];
  });
