/**
 * Who may know whom, as docs/adr/0001 decides. Each rule names what a folder may reach: whatever it does not name is
 * refused. `test/architecture` plants one violation of each, since a linter that looked at nothing is green too.
 */

const npm = (...packages) => `^node_modules/(@types/)?(${packages.join("|")})/`;

const only = (name, from, ...allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { pathNot: allowed },
});

/** The same, and any of Node's own modules. */
const onlyWithNode = (name, from, ...allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ["core"] },
});

const never = (name, from, to) => ({ name, severity: "error", from, to });

const SIDES = "^functions/entrees/([^/]+)/";
const CAPABILITIES = "^functions/entrees/api/([^/]+)/";
const PARTS = "^infra/local/([^/]+)/";

export default {
  forbidden: [
    only("domain-is-pure", "^functions/domain/", "^functions/domain/"),
    only(
      "formats-know-the-domain",
      "^functions/formats/",
      "^functions/(domain|formats)/",
      "^(node:)?(buffer|stream/promises|zlib)$",
      npm("fast-xml-parser", "saxes", "tar", "yauzl"),
    ),
    only("ports-know-the-domain", "^functions/ports/", "^functions/(domain|ports)/"),
    only("usecases-know-ports", "^functions/usecases/", "^functions/(domain|ports|usecases)/", "^(node:)?crypto$"),
    onlyWithNode(
      "adapters-serve-ports",
      "^functions/adapters/",
      "^functions/(adapters|domain|ports)/",
      "^node_modules/",
    ),
    only(
      "edge-knows-ports",
      "^functions/edge/",
      "^functions/(domain|edge|ports)/",
      npm("@aws-lambda-powertools", "@aws-sdk/util-dynamodb", "@aws-sdk/client-dynamodb", "aws-lambda", "zod"),
    ),
    only(
      "entrees-drive-usecases",
      "^functions/entrees/",
      "^functions/(domain|edge|entrees|ports|usecases)/",
      "^functions/compose\\.ts$",
      npm("aws-lambda", "zod"),
    ),
    never(
      "only-lambda-files-compose",
      { path: "^functions/", pathNot: "\\.lambda\\.ts$" },
      { path: "^functions/compose\\.ts$" },
    ),
    never(
      "only-compose-picks-adapters",
      { path: "^(functions|infra)/", pathNot: ["^functions/compose\\.ts$", "^functions/adapters/"] },
      { path: "^functions/adapters/" },
    ),
    never("driving-sides-are-strangers", { path: SIDES }, { path: SIDES, pathNot: "^functions/entrees/$1/" }),
    never(
      "capabilities-are-strangers",
      { path: CAPABILITIES },
      { path: CAPABILITIES, pathNot: "^functions/entrees/api/$1/" },
    ),
    never(
      "functions-never-import-infra",
      { path: "^functions/" },
      { path: ["^infra/", "^test/", npm("aws-cdk-lib", "constructs")] },
    ),
    never("nothing-imports-tests", { path: "^(functions|infra|bin)/" }, { path: "^test/" }),
    onlyWithNode("local-runtime-stands-alone", "^infra/local/", "^infra/local/", "^node_modules/"),
    // Save for what all parts share: the one clock, and the signatures that the front verifies.
    never(
      "local-parts-are-strangers",
      { path: PARTS },
      { path: PARTS, pathNot: ["^infra/local/$1/", "^infra/local/(clock|sigv4)/"] },
    ),
    never(
      "stacks-read-tables-alone",
      { path: "^infra/", pathNot: "^infra/(cli|local|samples)/" },
      {
        path: "^functions/",
        pathNot: ["^functions/environment\\.ts$", "^functions/entrees/api/routes?\\.ts$", "^functions/domain/limites/"],
      },
    ),
    never(
      "samples-are-written-from-the-model",
      { path: "^infra/samples/" },
      { path: "^functions/", pathNot: ["^functions/(domain|usecases)/", "^functions/formats/writing/"] },
    ),
    never(
      "cli-drives-usecases",
      { path: "^infra/cli/" },
      {
        path: "^functions/",
        pathNot: [
          "^functions/(domain|usecases)/",
          "^functions/compose\\.ts$",
          "^functions/entrees/api/schemas\\.ts$",
          // What needs no platform: a verification is at work before the SDK would be loaded.
          "^functions/formats/(verify-invoice|archives/open-archive|rules/catalogue)\\.ts$",
        ],
      },
    ),
    never("no-cycles", {}, { circular: true }),
    // The probe is copied beside each bundle, and names it there.
    never("not-resolvable", { pathNot: "^test/bench/probe\\.mjs$" }, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
