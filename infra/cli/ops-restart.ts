/** `executions restart`: the same input again, under a new name and with the definition of today. */
import type { ExecutionDetail } from "#domain/exploitation/execution.ts";
import { makePlanRestart, makeRestartExecution, type RestartPlan } from "#usecases/exploitation/restart-execution.ts";
import { findOne } from "./ops-names.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { type Followed, followAll, isWell, type Told, tally, toldJson, toldLines } from "./ops-outcomes.ts";

interface Planned {
  readonly execution: ExecutionDetail;
  readonly plan: RestartPlan;
}

const toldOfPlan = ({ execution: { machine, nom }, plan }: Planned): Told => {
  if (plan.possible) {
    return { machine, nom, verdict: { etat: "A_REDEMARRER", raison: `sous le nom ${plan.nom}, avec la même entrée` } };
  }
  return plan.deja === undefined
    ? { machine, nom, verdict: { etat: "REFUSEE", raison: plan.raison } }
    : { machine, nom, verdict: { etat: "SANS_OBJET", raison: `${plan.raison} : ${plan.deja} fait le travail` } };
};

const outcome = (told: readonly Told[], applique: boolean): OpsOutcome => ({
  text: [toldLines(told), "", tally(told), ...(applique ? [] : ["Rien n'a été fait : ajoutez --apply."])].join("\n"),
  json: { applique, executions: toldJson(told) },
  ok: told.every((one) => (applique ? isWell(one) : one.verdict.etat !== "REFUSEE")),
});

export const restartExecutions = async (order: OpsOrder): Promise<OpsOutcome> => {
  const { args, options, platform } = order;
  const plan = makePlanRestart(platform);
  const restart = makeRestartExecution(platform);
  const planned: Planned[] = [];
  for (const name of new Set(args)) {
    const execution = await findOne(order, name);
    planned.push({ execution, plan: await plan(execution) });
  }
  if (!options.apply) return outcome(planned.map(toldOfPlan), false);

  const started: Followed[] = [];
  const others: Told[] = [];
  for (const one of planned) {
    const { execution } = one;
    if (!one.plan.possible) {
      others.push(toldOfPlan(one));
    } else if (await restart(execution, one.plan.nom)) {
      started.push({ machine: execution.machine, nom: one.plan.nom, reprises: 0 });
    } else {
      const raison = `${one.plan.nom} vient d'être démarrée par quelqu'un d'autre`;
      others.push({ machine: execution.machine, nom: execution.nom, verdict: { etat: "SANS_OBJET", raison } });
    }
  }
  return outcome([...(await followAll(order, started)), ...others], true);
};
