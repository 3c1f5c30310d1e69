/** Route keys of an HTTP API, and which of them answers a request. */

export interface RouteKey {
  /** As the template says it, e.g. `GET /v1/factures/{id}` or `$default`. */
  readonly key: string;
  /** `ANY` for all methods. */
  readonly method: string;
  readonly segments: readonly Segment[];
}

interface Segment {
  readonly kind: "literal" | "parameter" | "greedy";
  readonly text: string;
}

interface RouteMatch<R> {
  readonly route: R;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

const DEFAULT_ROUTE = "$default";

/** The order of preference at one place of a path. */
const RANK: Readonly<Record<Segment["kind"], number>> = { literal: 0, parameter: 1, greedy: 2 };

const readSegment = (text: string): Segment => {
  const braced = /^\{(?<name>[^}+]+)(?<greedy>\+?)\}$/.exec(text)?.groups;
  if (!braced) return { kind: "literal", text };
  return { kind: braced["greedy"] ? "greedy" : "parameter", text: braced["name"] ?? "" };
};

/** Reads `METHOD /path/{name}`, `ANY /path/{proxy+}` or `$default`; throws on anything else. */
export const readRouteKey = (key: string): RouteKey => {
  if (key === DEFAULT_ROUTE) return { key, method: "ANY", segments: [{ kind: "greedy", text: DEFAULT_ROUTE }] };
  const parts = /^(?<method>[A-Z]+) \/(?<path>.*)$/.exec(key)?.groups;
  if (!parts) throw new Error(`The route key '${key}' is not a method and a path`);
  return { key, method: parts["method"] ?? "", segments: (parts["path"] ?? "").split("/").map(readSegment) };
};

/**
 * Orders routes by preference.
 *
 * API Gateway developer guide, "Create routes for HTTP APIs": a full match first, then a greedy path variable, then
 * `$default`; a route with the very method goes before one with `ANY`.
 */
export const byPreference = (one: RouteKey, other: RouteKey): number => {
  if (one.key === DEFAULT_ROUTE || other.key === DEFAULT_ROUTE) return Number(one.key === DEFAULT_ROUTE) * 2 - 1;
  for (const [index, segment] of one.segments.entries()) {
    const rival = other.segments[index];
    const difference = rival === undefined ? 0 : RANK[segment.kind] - RANK[rival.kind];
    if (difference !== 0) return difference;
  }
  return Number(one.method === "ANY") - Number(other.method === "ANY");
};

const matchPath = (segments: readonly Segment[], path: readonly string[]): Record<string, string> | undefined => {
  const greedy = segments.at(-1)?.kind === "greedy";
  if (greedy ? path.length < segments.length : path.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const value = kind === "greedy" ? path.slice(index).join("/") : path[index];
    if (kind === "literal" ? value !== text : !value) return undefined;
    if (kind !== "literal" && value !== undefined) parameters[text] = value;
  }
  return parameters;
};

/** The route that answers, out of `routes` in order of preference. `encodedPath` can be decoded and starts with `/`. */
export const findRoute = <R extends RouteKey>(
  routes: readonly R[],
  method: string,
  encodedPath: string,
): RouteMatch<R> | undefined => {
  const segments = encodedPath.slice(1).split("/").map(decodeURIComponent);
  for (const route of routes) {
    if (route.method !== "ANY" && route.method !== method) continue;
    if (route.key === DEFAULT_ROUTE) return { route, pathParameters: {} };
    const pathParameters = matchPath(route.segments, segments);
    if (pathParameters) return { route, pathParameters };
  }
  return undefined;
};
