/** `executions redrive`: chooses, says what would be done, does it at a rate, and says what became of each. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ExecutionDetail } from "#domain/exploitation/execution.ts";
import { type Assessment, makeAssessExecution } from "#usecases/exploitation/assess-execution.ts";
import { makeListExecutions, type Position } from "#usecases/exploitation/list-executions.ts";
import { makeRedriveExecution } from "#usecases/exploitation/redrive-execution.ts";
import { Misuse } from "./misuse.ts";
import { filterOf } from "./ops-executions.ts";
import {
  beginRun,
  endRun,
  noteRedrive,
  type PlannedExclusion,
  type RedriveNote,
  type RedrivePlan,
  readUnfinished,
  type UnfinishedRun,
} from "./ops-journal.ts";
import { findOne } from "./ops-names.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { type Followed, followAll, isWell, type Told, tally, toldJson, toldLines } from "./ops-outcomes.ts";
import { lazyDossiers } from "./ops-tables.ts";
import { counted, fullName, inStates } from "./ops-words.ts";

/** Redrives a second: what failed together fails again together when it all comes back at once. */
const DEFAULT_RATE = 10;

const HELP =
  "Nommez des exécutions, ou choisissez-les par --machine NOM (ou --machine toutes). Voir npm run ops -- --help.";

/** The same names and filters of the same stage are the same command, whatever else is asked for. */
const commandOf = ({ args, options }: OpsOrder): string =>
  JSON.stringify({ stade: options.stade, noms: args, ...options.ecrit });

const journalOf = (order: OpsOrder): string => {
  if (order.options.journal !== undefined) return order.options.journal;
  const name = createHash("sha256").update(commandOf(order)).digest("hex").slice(0, 12);
  return join(".plainchant", "ops", `reprise-${name}.jsonl`);
};

const selectsNothing = ({ args, options }: OpsOrder): boolean => args.length === 0 && options.machine === undefined;

/** Everything that matches, list after list, or the first `--limite` of it. */
const selectByFilter = async (order: OpsOrder): Promise<readonly ExecutionDetail[]> => {
  const list = makeListExecutions({ ...order.platform, dossiers: lazyDossiers(order) });
  const filter = await filterOf(order);
  const most = order.options.limite ?? Number.POSITIVE_INFINITY;
  const found: ExecutionDetail[] = [];
  let examinees = 0;
  let from: Position | undefined;
  do {
    const page = await list(filter, Math.min(most - found.length, 1000), from);
    found.push(...page.executions);
    examinees += page.examinees;
    order.progress.show(found.length, found.length, "exécutions trouvées");
    from = page.suite;
  } while (from !== undefined && found.length < most);
  order.progress.clear();
  if (filter.structure) {
    order.progress.note(
      `${counted(found.length, "exécution trouvée", "exécutions trouvées")}, sur ${examinees} examinées.`,
    );
  }
  return found.slice(0, most);
};

/** The same one by its name and by its ARN is one. */
const selectByName = async (order: OpsOrder): Promise<readonly ExecutionDetail[]> => {
  const found = await Promise.all(order.args.map((name) => findOne(order, name)));
  return [...new Map(found.map((execution) => [fullName(execution), execution])).values()];
};

const assessAll = async (
  { platform, progress }: OpsOrder,
  executions: readonly ExecutionDetail[],
): Promise<readonly Assessment[]> => {
  const assess = makeAssessExecution(platform);
  const assessed: Assessment[] = [];
  for (const execution of executions) {
    assessed.push(await assess(execution));
    progress.show(assessed.length, executions.length, "examinées");
  }
  progress.clear();
  return assessed;
};

const planOf = (order: OpsOrder, assessments: readonly Assessment[]): RedrivePlan => ({
  commande: commandOf(order),
  cibles: assessments.flatMap(({ execution: { machine, nom, reprises }, verdict }) =>
    verdict.remede === "redrive" ? [{ machine, nom, reprises }] : [],
  ),
  ecartees: assessments.flatMap(({ execution: { machine, nom }, verdict: { remede, raison } }) =>
    remede === "redrive" ? [] : [{ machine, nom, remede, raison }],
  ),
});

const toldOfExclusion = ({ machine, nom, remede, raison }: PlannedExclusion): Told => ({
  machine,
  nom,
  verdict: { etat: remede === "restart" ? "A_REDEMARRER" : "SANS_OBJET", raison },
});

const toldOfAssessment = ({ execution: { machine, nom, erreur }, etats, verdict }: Assessment): Told =>
  verdict.remede === "redrive"
    ? { machine, nom, verdict: { etat: "A_REPRENDRE", raison: `${erreur ?? "sans erreur"}${inStates(etats)}` } }
    : toldOfExclusion({ machine, nom, remede: verdict.remede, raison: verdict.raison });

const restartHint = (told: readonly Told[], { options }: OpsOrder): readonly string[] => {
  const names = told.filter(({ verdict }) => verdict.etat === "A_REDEMARRER").map(fullName);
  const stade = options.stade === "local" ? "" : ` --stade ${options.stade}`;
  return names.length === 0 ? [] : ["", `À redémarrer : npm run ops -- executions restart${stade} ${names.join(" ")}`];
};

/** Redrives what the run has not yet, no more than so many a second, and notes each before the next. */
const redriveAll = async (
  { platform, options, progress, pause }: OpsOrder,
  file: string,
  run: UnfinishedRun,
): Promise<readonly RedriveNote[]> => {
  const redrive = makeRedriveExecution(platform);
  const faites = [...run.faites];
  const done = new Set(faites.map(fullName));
  const spacing = 1000 / (options.rate ?? DEFAULT_RATE);
  for (const cible of run.cibles.filter((one) => !done.has(fullName(one)))) {
    const begun = performance.now();
    const { machine, nom, reprises } = cible;
    const note = { machine, nom, ...(await redrive(cible, reprises)) };
    noteRedrive(file, note);
    faites.push(note);
    progress.show(faites.length, run.cibles.length, "reprises");
    await pause(Math.max(0, spacing - (performance.now() - begun)));
  }
  progress.clear();
  return faites;
};

const refusals = (notes: readonly RedriveNote[]): readonly Told[] =>
  notes.flatMap(({ machine, nom, resultat, raison = "" }) =>
    resultat === "REFUSEE" ? [{ machine, nom, verdict: { etat: resultat, raison } }] : [],
  );

const apply = async (order: OpsOrder, file: string, run: UnfinishedRun): Promise<OpsOutcome> => {
  const notes = await redriveAll(order, file, run);
  const refused = refusals(notes);
  const refusedNames = new Set(refused.map(fullName));
  const redriven: readonly Followed[] = run.cibles
    .filter((cible) => !refusedNames.has(fullName(cible)))
    .map((cible) => ({ ...cible, reprises: cible.reprises + 1 }));
  endRun(file, order.now());
  const told = [...(await followAll(order, redriven)), ...refused, ...run.ecartees.map(toldOfExclusion)];
  return {
    text: [toldLines(told), "", tally(told), ...restartHint(told, order)].join("\n"),
    json: { applique: true, journal: file, executions: toldJson(told) },
    ok: told.every(isWell),
  };
};

const resume = (order: OpsOrder, file: string, run: UnfinishedRun): Promise<OpsOutcome> => {
  const { faites, cibles } = run;
  order.progress.note(`Suite de ${file} : ${faites.length} reprises notées sur ${cibles.length}.`);
  return apply(order, file, run);
};

const dryRun = (order: OpsOrder, assessments: readonly Assessment[], unfinished: boolean): OpsOutcome => {
  const told = assessments.map(toldOfAssessment);
  const next = unfinished
    ? "Une reprise de cette sélection a été interrompue : --apply la termine."
    : "Rien n'a été fait : ajoutez --apply. Chacune repart de l'état indiqué ; ce qui est fait n'est pas refait.";
  return {
    text: [toldLines(told), "", tally(told), next, ...restartHint(told, order)].join("\n"),
    json: { applique: false, executions: toldJson(told) },
    ok: true,
  };
};

/** The run of the journal that is to be gone on with. */
const unfinishedRun = (order: OpsOrder, file: string): UnfinishedRun | undefined => {
  const run = readUnfinished(file);
  if (selectsNothing(order)) {
    if (order.options.journal === undefined) throw new Misuse(HELP);
    if (run === undefined) throw new Misuse(`${file} ne contient aucune reprise interrompue.`);
    return run;
  }
  if (run && run.commande !== commandOf(order)) {
    throw new Misuse(`${file} contient la reprise interrompue d'une autre sélection : terminez-la par --journal seul.`);
  }
  return run;
};

export const redriveExecutions = async (order: OpsOrder): Promise<OpsOutcome> => {
  const { args, options, progress, now } = order;
  if (args.length > 0 && Object.keys(options.ecrit).some((name) => name !== "machine")) {
    throw new Misuse("Nommez des exécutions ou choisissez-les par des filtres, pas les deux.");
  }
  const file = journalOf(order);
  const run = unfinishedRun(order, file);
  if (options.apply && run) return resume(order, file, run);

  const chosen = run && selectsNothing(order) ? await selectAgain(order, run) : await select(order);
  if (chosen.length === 0) {
    return { text: "Aucune exécution ne correspond.", json: { applique: false, executions: [] }, ok: true };
  }
  const assessments = await assessAll(order, chosen);
  if (!options.apply) return dryRun(order, assessments, run !== undefined);

  const plan = planOf(order, assessments);
  beginRun(file, plan, now());
  progress.note(
    `${counted(plan.cibles.length, "exécution", "exécutions")} à reprendre. Si la commande est interrompue, la même la termine (journal ${file}).`,
  );
  return apply(order, file, { ...plan, faites: [] });
};

const select = (order: OpsOrder): Promise<readonly ExecutionDetail[]> =>
  order.args.length > 0 ? selectByName(order) : selectByFilter(order);

const selectAgain = (order: OpsOrder, { cibles }: UnfinishedRun): Promise<readonly ExecutionDetail[]> =>
  Promise.all(cibles.map((cible) => findOne(order, fullName(cible))));
