import { makeHandler as makeDepots } from "#entrees/api/depots/depots.ts";
import { makeHandler as makeFactures } from "#entrees/api/factures/factures.ts";
import { makeHandler as makeTravaux } from "#entrees/api/travaux/travaux.ts";
import { AGENT_MOE, chantier, TITULAIRE } from "#test/unit/usecases/chantier.ts";
import { type EventOptions, httpEvent } from "./http-event.ts";

/** The three routes of works contracts, and those beside them that pieces go through. */
export const travauxApi = () => {
  const world = chantier();
  const [travaux, factures, depots] = [makeTravaux(world), makeFactures(world), makeDepots(world)];
  const call = async (handler: typeof travaux, routeKey: string, options: EventOptions) => {
    const { statusCode, headers, body } = await handler(httpEvent(routeKey, options));
    return { status: statusCode, headers, body: JSON.parse(body ?? "null") };
  };
  const dossierId = async (piece: string): Promise<string> =>
    (await world.factures.find(piece))?.dossier ?? "nulle-part";
  const dossier = async (piece: string, caller: string = AGENT_MOE) =>
    call(travaux, "GET /v1/travaux/dossiers/{id}", { caller, params: { id: await dossierId(piece) } });
  return {
    ...world,
    etapes: (options: EventOptions) => call(travaux, "GET /v1/travaux/etapes", { caller: AGENT_MOE, ...options }),
    dossier,
    /** The clock of that delay, the first of them. */
    clock: async (piece: string, wanted: string) =>
      (await dossier(piece)).body.echeances.find(({ delai }: { readonly delai: string }) => delai === wanted),
    act: async (piece: string, body: object, caller: string = AGENT_MOE) =>
      call(travaux, "POST /v1/travaux/dossiers/{id}/actes", {
        caller,
        params: { id: await dossierId(piece) },
        body: JSON.stringify(body),
      }),
    facture: (id: string, caller: string) => call(factures, "GET /v1/factures/{id}", { caller, params: { id } }),
    create: (body: object) => call(depots, "POST /v1/depots", { caller: TITULAIRE, body: JSON.stringify(body) }),
  };
};

export const REFUS = { visite: 1, acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." };
