/** The table of invoices of a stage, for the commands that look into it. */
import { composeDossiers } from "#compose";
import type { ListExecutionsDeps } from "#usecases/exploitation/list-executions.ts";
import type { OpsOrder } from "./ops-order.ts";
import { parametersOf } from "./stage-parameters.ts";

export const dossiersOf = async ({ options }: Pick<OpsOrder, "options">) =>
  composeDossiers(await parametersOf(options.stade)("tables/factures/name"));

/** Found once, and only if it is asked: most lists never look into a dossier. */
export const lazyDossiers = (order: Pick<OpsOrder, "options">): ListExecutionsDeps["dossiers"] => {
  let known: ReturnType<typeof dossiersOf> | undefined;
  return {
    several: async (ids) => {
      known ??= dossiersOf(order);
      return (await known).dossiers.several(ids);
    },
  };
};
