/** The composition root: what each function is made of, out of its own environment. */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as compose from "#compose";
import { FUNCTION_VARIABLES, type FunctionName, type VariableName } from "../../functions/environment.ts";

const VALUES: Readonly<Record<VariableName, string>> = {
  STADE: "local",
  TABLE_STRUCTURES: "table-structures",
  TABLE_FACTURES: "table-factures",
  BUCKET_DEPOTS: "bucket-depots",
  BUCKET_ARCHIVE: "bucket-archive",
  FILE_INTAKE: "/000000000000/intake",
  FILE_COURRIELS: "/000000000000/courriels",
  CLE_JETONS: "cle-jetons",
  EMETTEUR_TECHNIQUE: "https://api.exemple",
  EMETTEUR_PERSONNES: "https://personnes.exemple",
  CLIENT_PORTAIL: "portail",
  EXPEDITEUR: "ne-pas-repondre@plainchant.example",
  CONFIGURATION_COURRIELS: "configuration-courriels",
  MACHINE_TRAVAUX: "arn:aws:states:eu-west-3:000000000000:stateMachine:travaux",
  PREFIXE: "plainchant-local-",
};

let awsUrl = "";
const requests: string[] = [];
/** Takes every call to AWS down, and refuses it. */
const aws = createServer(async (request, response) => {
  requests.push(`${request.method} ${request.url} ${await text(request)}`);
  response.writeHead(400, { "x-amzn-errortype": "ValidationException" }).end("{}");
});

beforeAll(async () => {
  aws.listen(0, "127.0.0.1");
  await once(aws, "listening");
  const address = aws.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  awsUrl = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
});

/** A queue is asked at the host that its URL names. */
const givenTo = (variable: VariableName): string =>
  variable.startsWith("FILE_") ? `${awsUrl}${VALUES[variable]}` : VALUES[variable];

/** The environment of one function: its variables, and what Lambda gives to each. */
const enter = (name: FunctionName): void => {
  for (const variable of Object.keys(VALUES)) vi.stubEnv(variable, undefined);
  for (const variable of FUNCTION_VARIABLES[name]) vi.stubEnv(variable, givenTo(variable));
};

beforeEach(() => {
  vi.stubEnv("AWS_ENDPOINT_URL", awsUrl);
  vi.stubEnv("AWS_REGION", "eu-west-3");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "exemple");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "exemple");
  requests.length = 0;
});
afterEach(() => void vi.unstubAllEnvs());

const COMPOSED = {
  Autorisation: [compose.composeAutorisation, ["verifier"]],
  Depots: [compose.composeDepots, ["annuaire", "depots", "system", "uploads"]],
  Factures: [compose.composeFactures, ["annuaire", "factures", "system"]],
  DossiersTravaux: [compose.composeDossiersTravaux, ["annuaire", "dossiers", "factures", "system"]],
  Exploitation: [
    compose.composeExploitationApi,
    ["annuaire", "depotOfKey", "depots", "dossiers", "executions", "factures", "filesMortes", "registre", "system"],
  ],
  Jetons: [compose.composeJetons, ["annuaire", "issuer", "signer", "system"]],
  Verifications: [compose.composeVerifications, ["checkSiretKey", "guidelines", "system", "verifyInvoice"]],
  Documentation: [compose.composeDocumentation, ["issuer"]],
  Intake: [
    compose.composeIntake,
    [
      "annuaire",
      "archive",
      "checkSiretKey",
      "guidelines",
      "profile",
      "depotOfKey",
      "depots",
      "dossiers",
      "factures",
      "intake",
      "openArchive",
      "verifyInvoice",
      "system",
      "uploads",
    ],
  ],
  Evenements: [
    compose.composeEvenements,
    ["annuaire", "courriels", "dossiers", "evenements", "executions", "factures", "queue", "system"],
  ],
  Travaux: [compose.composeTravaux, ["dossiers", "executions"]],
  Courriels: [compose.composeCourriels, ["courrier", "courriels", "factures", "system"]],
  RetoursCourriel: [compose.composeRetoursCourriel, ["courriels"]],
  Echeances: [
    compose.composeEcheances,
    [
      "annuaire",
      "courriels",
      "depots",
      "dossiers",
      "evenements",
      "executions",
      "factures",
      "intake",
      "queue",
      "system",
      "uploads",
    ],
  ],
} as const satisfies Record<FunctionName, readonly [() => object, readonly string[]]>;

const NAMES = Object.keys(FUNCTION_VARIABLES) as FunctionName[];

describe.each(NAMES)("%s", (name) => {
  const [make, parts] = COMPOSED[name];

  it("is made of its parts and a log, out of its own variables alone, before any call is made", async () => {
    enter(name);
    expect(Object.keys(make()).toSorted()).toEqual([...parts, "journal"].toSorted());
    await pause(10);
    expect(requests).toEqual([]);
  });

  it.each(FUNCTION_VARIABLES[name])("does not start without %s", (variable) => {
    enter(name);
    vi.stubEnv(variable, undefined);
    expect(make).toThrow(new RegExp(`the environment of ${name} is wrong[^]*at ${variable}$`));
  });
});

describe("a function's parts ask what its environment names", () => {
  const MAIL = { a: "a@b.exemple", objet: "o", texte: "t", facture: "f", courriel: "c" };
  const courriel = { id: "c", type: "MISE_A_DISPOSITION", facture: "f", aEnvoyerLe: "2026-03-31" } as const;

  it.each<readonly [FunctionName, string, () => Promise<unknown>, readonly VariableName[]]>([
    ["Depots", "directory", () => compose.composeDepots().annuaire.principal("compte:c"), ["TABLE_STRUCTURES"]],
    ["Depots", "deposits", () => compose.composeDepots().depots.find("d"), ["TABLE_FACTURES"]],
    ["Factures", "invoices", () => compose.composeFactures().factures.find("f"), ["TABLE_FACTURES"]],
    ["DossiersTravaux", "dossiers", () => compose.composeDossiersTravaux().dossiers.find("d"), ["TABLE_FACTURES"]],
    [
      "Exploitation",
      "register",
      () => compose.composeExploitationApi().registre.page({ jour: "2026-11-23", limit: 1 }),
      ["TABLE_FACTURES"],
    ],
    [
      "Exploitation",
      "executions",
      () => compose.composeExploitationApi().executions.find({ machine: "travaux", nom: "d" }),
      [],
    ],
    [
      "Exploitation",
      "queues",
      () => compose.composeExploitationApi().filesMortes.depth({ id: "intake-dlq" }),
      ["PREFIXE"],
    ],
    ["Jetons", "secrets", () => compose.composeJetons().annuaire.secrets("c"), ["TABLE_STRUCTURES"]],
    ["Jetons", "signature", () => compose.composeJetons().signer.sign("a.b"), ["CLE_JETONS"]],
    ["Intake", "uploads", () => compose.composeIntake().uploads.read("d", "v"), ["BUCKET_DEPOTS"]],
    ["Intake", "archive", () => compose.composeIntake().archive.keep("00", Buffer.of(1)), ["BUCKET_ARCHIVE"]],
    ["Intake", "members of an archive", () => compose.composeIntake().uploads.readMembre("d", 1), ["BUCKET_DEPOTS"]],
    ["Intake", "their messages", () => compose.composeIntake().intake.enqueueMembres("d", [1]), ["FILE_INTAKE"]],
    ["Evenements", "order of an e-mail", () => compose.composeEvenements().queue.enqueue("f", "c"), ["FILE_COURRIELS"]],
    [
      "Evenements",
      "start of an execution",
      () => compose.composeEvenements().executions.start("d", {}),
      ["MACHINE_TRAVAUX"],
    ],
    [
      "Echeances",
      "start of an execution",
      () => compose.composeEcheances().executions.start("d", {}),
      ["MACHINE_TRAVAUX"],
    ],
    ["Travaux", "tokens", () => compose.composeTravaux().dossiers.storeToken("d", 1, "jeton"), ["TABLE_FACTURES"]],
    [
      "Courriels",
      "e-mail",
      () => compose.composeCourriels().courrier.send(MAIL),
      ["EXPEDITEUR", "CONFIGURATION_COURRIELS"],
    ],
    ["Courriels", "row of an e-mail", () => compose.composeCourriels().courriels.record(courriel), ["TABLE_FACTURES"]],
    ["Echeances", "wake-up of the intake", () => compose.composeEcheances().intake.requeue("d", "v"), ["FILE_INTAKE"]],
    ["Echeances", "order of an e-mail", () => compose.composeEcheances().queue.enqueue("f", "c"), ["FILE_COURRIELS"]],
  ])("%s: %s", async (name, _, ask, variables) => {
    enter(name);
    await expect(ask()).rejects.toThrow();
    for (const variable of variables) expect(requests.join("\n")).toContain(VALUES[variable]);
  });

  it("the keeper of the directory names its table itself", async () => {
    await expect(compose.composeAnnuaire("table-d-une-commande").editor.saveSecrets("c", [])).rejects.toThrow();
    expect(requests.join("\n")).toContain("table-d-une-commande");
  });
});

describe("control keys of SIRETs", () => {
  it.each([
    ["production", true],
    ["local", true],
    ["qualification", false],
  ])("in %s: checked is %s, since test data sets hold wrong ones", (stade, checked) => {
    for (const [name, make] of [
      ["Intake", compose.composeIntake],
      ["Verifications", compose.composeVerifications],
    ] as const) {
      enter(name);
      vi.stubEnv("STADE", stade);
      expect(make().checkSiretKey).toBe(checked);
    }
  });
});
