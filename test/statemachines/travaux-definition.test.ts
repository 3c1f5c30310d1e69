/** The definition of the works chain beside the tables of the domain: neither knows a step that the other does not. */
import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { executionError } from "#domain/exploitation/known-errors.ts";
import { STATUTS_TRAVAUX, type StatutTravaux, statutTravaux } from "#domain/travaux/statuts-travaux.ts";
import { AT_ONCE, TRANSITIONS } from "#domain/travaux/transitions.ts";
import { EXAMPLES, NAMED_ERRORS, StartAt, States, substituted } from "./definition.ts";
import { pathOf } from "./given.ts";
import { edge, edgesOfTables } from "./table-edges.ts";

const tables = edgesOfTables();

const STATUTS = Object.keys(STATUTS_TRAVAUX) as StatutTravaux[];
const WAITING = STATUTS.filter((statut) => statutTravaux(statut).awaits !== undefined);

const tasks = Object.entries(States).filter(([, { Resource }]) => Resource?.includes("lambda"));

/** `{% $states.input.statut = 'A_COMPLETER' %}` leads to what is awaited, `issue` to an end. */
const RULE = /^\{% \$states\.input\.(?<field>statut|issue) = '(?<value>\w+)' %\}$/;

const ENDS: Readonly<Record<string, string>> = {
  DEPOSEE: "Payable",
  REFUSEE_1: "Refusee",
  REFUSEE_2: "Refusee",
  REFUSEE_MOE: "Refusee",
  REFUSEE_MOA: "Refusee",
};

interface Read {
  readonly value: string;
  readonly next: string;
  /** Where such a rule has to lead. */
  readonly expected: string | undefined;
}

const rulesOf = (choice: string): readonly Read[] =>
  (States[choice]?.Choices ?? []).flatMap(({ Condition, Next }) => {
    const { field, value = "" } = RULE.exec(Condition)?.groups ?? {};
    return field === undefined ? [] : [{ value, next: Next, expected: field === "statut" ? value : ENDS[value] }];
  });

const machineEdges = WAITING.flatMap((from) => rulesOf(`Après ${from}`).map(({ value }) => edge(from, value)));

const allEdges = Object.entries(States).flatMap(([name, { Next, Choices }]) =>
  [Next, ...Choices.map(({ Next: to }) => to)].flatMap((to) => (to === undefined ? [] : [edge(name, to)])),
);

describe("the definition of the works chain", () => {
  it("is a definition (asl-validator)", () => {
    const { errors } = validate(JSON.parse(substituted({})), { checkPaths: true, checkArn: true });
    expect(errors).toEqual([]);
  });

  it("leaves no placeholder but the names that the template gives", () => {
    const names = substituted({}).matchAll(/\$\{(\w+)\}/g);
    expect(new Set([...names].map(([, name]) => name))).toEqual(new Set(["TableFactures", "Travaux"]));
  });

  it("waits in one Task for each status that waits for somebody, and in no other", () => {
    expect(tasks.map(([name]) => name).toSorted()).toEqual(WAITING.toSorted());
  });

  it.each(WAITING)("%s hands its token to the function, with what the decision is kept under", (statut) => {
    expect(States[statut]).toMatchObject({
      Comment: STATUTS_TRAVAUX[statut].libelle,
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: {
        // Unqualified: a redrive runs the code of today.
        FunctionName: expect.stringMatching(/^\$\{Travaux\}$/),
        Payload: {
          dossier: "{% $dossier %}",
          visit: "{% $visit %}",
          statut,
          jeton: "{% $states.context.Task.Token %}",
        },
      },
      Next: `Après ${statut}`,
    });
  });

  it("has no time limit: no legal delay is a state's, and a dossier waits as long as it takes", () => {
    const limited = Object.entries(States).filter(
      ([, { TimeoutSeconds, HeartbeatSeconds }]) => TimeoutSeconds !== undefined || HeartbeatSeconds !== undefined,
    );
    expect(limited).toEqual([]);
    expect(substituted({})).not.toMatch(/"TimeoutSeconds/);
  });

  it("catches nothing: what failed stays where it failed, so that a redrive enters it again", () => {
    expect(Object.entries(States).filter(([, { Catch }]) => Catch !== undefined)).toEqual([]);
  });
});

describe("the machine and the tables", () => {
  it("were compared over every row: each transition was done, each automatic one was passed through", () => {
    expect([...tables.rows].toSorted()).toEqual(TRANSITIONS.map(({ id }) => id).toSorted());
    const automatic = AT_ONCE.flatMap(({ from }) => from);
    expect(automatic.filter((statut) => !tables.statuts.has(statut))).toEqual([]);
  });

  it("the machine follows wherever the tables lead", () => {
    const missing = [...tables.edges].filter((one) => !machineEdges.includes(one));
    expect(missing.map((one) => `the tables lead ${one}, which the machine has no rule for`)).toEqual([]);
  });

  it("the machine goes nowhere that the tables do not lead", () => {
    const invented = machineEdges.filter((one) => !tables.edges.has(one));
    expect(invented.map((one) => `the machine has a rule ${one}, where the tables never lead`)).toEqual([]);
  });

  it("every rule leads to the state that its condition names", () => {
    const choices = ["Aiguiller", ...WAITING.map((statut) => `Après ${statut}`)];
    const wrong = choices.flatMap((choice) =>
      rulesOf(choice)
        .filter(({ next, expected }) => next !== expected)
        .map(({ value, next }) => `${choice}: ${value} leads to ${next}`),
    );
    expect(wrong).toEqual([]);
    const unread = choices.flatMap((choice) =>
      (States[choice]?.Choices ?? []).filter(({ Condition }) => !RULE.test(Condition)).map(({ Next }) => Next),
    );
    expect(unread).toEqual(["Dossier introuvable"]);
  });

  it("a restart may find a dossier at any status that waits, or over", () => {
    const ended = STATUTS.filter((statut) => [...tables.edges].some((one) => one.endsWith(` → ${statut}`)));
    const wanted = [...new Set([...WAITING, ...ended])];
    expect(
      rulesOf("Aiguiller")
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual(wanted.toSorted());
    expect([...tables.starts].filter((statut) => !wanted.includes(statut))).toEqual([]);
  });

  it("what no rule knows is an unexpected step, after every state", () => {
    const choices = Object.entries(States).filter(([, { Type }]) => Type === "Choice");
    expect(choices).toHaveLength(WAITING.length + 1);
    expect(choices.filter(([, { Default }]) => Default !== "Étape inattendue")).toEqual([]);
  });
});

describe("errors", () => {
  it("that the definition names are all of the catalogue", () => {
    expect(NAMED_ERRORS).not.toEqual([]);
    expect(NAMED_ERRORS.filter((error) => executionError(error) === undefined)).toEqual([]);
  });

  it("of a Fail state want a restart: a redrive would enter the same Fail again", () => {
    const failures = Object.values(States).flatMap(({ Error: failure }) => failure ?? []);
    expect(failures).toEqual(["ETAPE_INATTENDUE", "DOSSIER_INTROUVABLE"]);
    expect(failures.map((failure) => executionError(failure)?.remede)).toEqual(["restart", "restart"]);
  });

  it("that are but a name of JavaScript are none of the table", () => {
    expect(executionError("toString")).toBeUndefined();
  });

  // Developer guide, "Handling errors": transient faults of Lambda that a production machine retries.
  it.each(WAITING)("of Lambda itself are tried again in %s, later and later, not all at once", (statut) => {
    expect(States[statut]?.Retry).toMatchObject([
      {
        ErrorEquals: expect.arrayContaining([
          "Lambda.ServiceException",
          "Lambda.AWSLambdaException",
          "Lambda.SdkClientException",
          "Lambda.TooManyRequestsException",
        ]),
      },
    ]);
    expect(States[statut]?.Retry).toEqual(States[WAITING[0] ?? ""]?.Retry);
  });
});

describe("examples", () => {
  it("take every way through the machine, but those to an unexpected step", () => {
    const taken = new Set(
      EXAMPLES.flatMap(([, example]) => {
        const path = pathOf(example);
        return path.slice(1).map((to, index) => edge(path[index] ?? "", to));
      }),
    );
    expect(allEdges.filter((one) => !taken.has(one)).map((one) => `no example takes ${one}`)).toEqual([]);
    expect(StartAt).toBe("Lire le dossier");
  });

  it.each(EXAMPLES)("%s goes where the tables lead", (_, { dossier, reponses }) => {
    const stops = [dossier?.statutAttendu ?? dossier?.issue, ...reponses.map(({ statut, issue }) => statut ?? issue)];
    const taken = stops.slice(1).map((to, index) => edge(stops[index] ?? "", to ?? ""));
    expect(taken.filter((one) => !tables.edges.has(one))).toEqual([]);
    expect(reponses.map(({ visit }) => visit)).toEqual(reponses.map((__, index) => (dossier?.visit ?? 0) + index + 1));
  });
});
