import { endpoint, makeHttpHandler } from "#edge/http.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import { wireDepot } from "#entrees/api/wire.ts";
import type { Journal } from "#ports/system.ts";
import { type ConsultDepotDeps, makeConsultDepot } from "#usecases/consult-depot.ts";
import { type CreateDepotDeps, makeCreateDepot } from "#usecases/create-depot.ts";

export interface DepotsApiDeps extends CreateDepotDeps, ConsultDepotDeps {
  readonly annuaire: CreateDepotDeps["annuaire"];
  readonly depots: CreateDepotDeps["depots"] & ConsultDepotDeps["depots"];
  readonly journal: Journal;
}

/** Deposits: open one, follow it. */
export const makeHandler = (deps: DepotsApiDeps) => {
  const createDepot = makeCreateDepot(deps);
  const consultDepot = makeConsultDepot(deps);

  return makeHttpHandler(
    [
      endpoint(ROUTES.creerDepot, async ({ caller, headers, body }) => {
        const { sha256, ...declaration } = body;
        const { depot, created, formulaire } = await createDepot(
          caller,
          { ...declaration, ...(sha256 !== undefined && { sha256 }) },
          headers["idempotency-key"],
        );
        const { membres } = created ? { membres: [] } : await consultDepot(caller, depot.id);
        return {
          status: created ? 201 : 200,
          headers: { location: `/v1/depots/${depot.id}` },
          body: { ...wireDepot(depot, membres), ...(formulaire && { televersement: formulaire }) },
        };
      }),
      endpoint(ROUTES.consulterDepot, async ({ caller, params }) => {
        const { depot, membres } = await consultDepot(caller, params.id);
        return { status: 200, body: wireDepot(depot, membres) };
      }),
    ],
    deps.journal,
  );
};
