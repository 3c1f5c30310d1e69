import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { REFUSALS, type RefusalCode } from "#domain/erreurs/catalogue.ts";
import { openApiDocument } from "#entrees/api/openapi.ts";
import type { Route } from "#entrees/api/route.ts";
import { ROUTES } from "#entrees/api/routes.ts";

/** What travels: the document as JSON, not as the objects that it is made of. */
const json: unknown = JSON.parse(JSON.stringify(openApiDocument("https://api.exemple")));

const Document = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        security: z.array(z.unknown()),
        responses: z.record(z.string(), z.object({ description: z.string() })),
      }),
    ),
  ),
});

const { paths } = Document.parse(json);
const routes: readonly Route[] = Object.values(ROUTES);
const operationOf = ({ method, path }: Route) => paths[path]?.[method.toLowerCase()];

/** Refusals that any route may answer. */
const ANYWHERE: readonly RefusalCode[] = ["ERREUR_INTERNE", "SERVICE_INDISPONIBLE"];

/** Refusals that belong to no route: the one for what is not a route. */
const OUTSIDE_ROUTES: readonly RefusalCode[] = ["ROUTE_INCONNUE"];

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(z.looseObject({}).parse(json));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe("3.1");
  });

  it("has every route and no other", () => {
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    expect(operations.toSorted()).toEqual(
      routes.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`).toSorted(),
    );
  });

  it.each(routes.map((route) => [route.operationId, route] as const))("tells every refusal of %s", (_, route) => {
    const responses = operationOf(route)?.responses;
    const refusals: readonly RefusalCode[] = [...route.refusals, ...ANYWHERE];
    for (const code of refusals) {
      expect(responses?.[String(REFUSALS[code].status)]?.description).toContain(
        `${code} : ${REFUSALS[code].titre} ${REFUSALS[code].correction}`,
      );
    }
  });

  it("tells every refusal of the catalogue somewhere", () => {
    const told = new Set<RefusalCode>([...routes.flatMap(({ refusals }) => refusals), ...ANYWHERE]);
    const all = Object.keys(REFUSALS) as RefusalCode[];
    expect(all.filter((code) => !told.has(code))).toEqual(OUTSIDE_ROUTES);
  });

  it("asks for a token exactly where the route does", () => {
    const open = routes.filter((route) => operationOf(route)?.security.length === 0);
    expect(open.map(({ access }) => access)).toEqual(open.map(() => "PUBLIC"));
    expect(open).toHaveLength(routes.filter(({ access }) => access === "PUBLIC").length);
  });
});
