import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type ExecutionListItem,
  ExecutionNotRedrivable,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import * as z from "zod";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import {
  type Execution,
  type ExecutionDetail,
  type ExecutionEvent,
  type ExecutionId,
  STATUTS_EXECUTION,
  type StatutExecution,
} from "#domain/exploitation/execution.ts";
import type { Executions } from "#ports/executions.ts";

/** ARNs by the names of the machines, without the stage. */
type MachineArns = ReadonlyMap<string, string>;

interface StateMachines {
  readonly client: SFNClient;
  /** Asked once. */
  readonly machines: () => Promise<MachineArns>;
}

/** The largest page (API reference). */
const PAGE = 1000;

/** Leaves out what is undefined: an absent fact has no key. */
const present = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };

const instantOf = (date: Date | undefined): string | undefined => date?.toISOString();

const isStatut = (name: string): name is StatutExecution => Object.hasOwn(STATUTS_EXECUTION, name);

/** What the service always gives, though its SDK promises nothing. */
const Summary = z.object({
  name: z.string(),
  status: z.string().refine(isStatut),
  startDate: z.date(),
  stopDate: z.date().optional(),
  redriveCount: z.number().default(0),
  redriveDate: z.date().optional(),
});

const toExecution = (machine: string, item: ExecutionListItem | DescribeExecutionOutput): Execution => {
  const { name, status, startDate, stopDate, redriveCount, redriveDate } = Summary.parse(item);
  return {
    machine,
    nom: name,
    statut: status,
    debut: startDate.toISOString(),
    reprises: redriveCount,
    ...present({ fin: instantOf(stopDate), derniereReprise: instantOf(redriveDate) }),
  };
};

const toDetail = (machine: string, described: DescribeExecutionOutput): ExecutionDetail => {
  const { input = "{}", output, error, cause, redriveStatus, redriveStatusReason } = described;
  return {
    ...toExecution(machine, described),
    entree: input,
    redrive:
      redriveStatus === "REDRIVABLE"
        ? { possible: true }
        : { possible: false, raison: redriveStatusReason ?? redriveStatus ?? "unknown" },
    ...present({ sortie: output, erreur: error, cause }),
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Each type of event has its details in a member of its own; no event has two. */
const detailsOf = (event: HistoryEvent): Readonly<Record<string, unknown>> =>
  Object.entries(event).flatMap(([name, value]) =>
    name.endsWith("EventDetails") && isRecord(value) ? [value] : [],
  )[0] ?? {};

/** `lambda:invoke.waitForTaskToken`, as the definition writes it; of a function named by its ARN, that ARN. */
const resourceOf = ({ resourceType, resource }: Readonly<Record<string, unknown>>): string | undefined => {
  const [type, name] = [text(resourceType), text(resource)];
  return type === undefined || name === undefined ? name : `${type}:${name}`;
};

const Event = z.object({
  id: z.number(),
  previousEventId: z.number().default(0),
  timestamp: z.date(),
  type: z.string(),
});

const toEvent = (event: HistoryEvent): ExecutionEvent => {
  const { id, previousEventId, timestamp, type } = Event.parse(event);
  const details = detailsOf(event);
  return {
    id,
    precedent: previousEventId,
    instant: timestamp.toISOString(),
    type,
    details,
    ...present({
      etat: text(details["name"]),
      ressource: resourceOf(details),
      erreur: text(details["error"]),
      cause: text(details["cause"]),
    }),
  };
};

const Machines = z.array(z.object({ name: z.string(), stateMachineArn: z.string() }));

/**
 * The machines that there are, for those who may list them.
 *
 * @param prefix what the names of this platform's machines begin with, and those of no other.
 */
export const listedMachines = (client: SFNClient, prefix: string) => async (): Promise<MachineArns> => {
  const arns = new Map<string, string>();
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListStateMachinesCommand({ maxResults: PAGE, nextToken }));
    for (const { name, stateMachineArn } of Machines.parse(page.stateMachines)) {
      if (name.startsWith(prefix)) arns.set(name.slice(prefix.length), stateMachineArn);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return arns;
};

export const sfnExecutions = ({ client, machines }: StateMachines): Executions => {
  let known: Promise<MachineArns> | undefined;
  const machineArns = (): Promise<MachineArns> => {
    known ??= machines();
    return known;
  };
  const machineArn = async (machine: string): Promise<string> => {
    const arn = (await machineArns()).get(machine);
    if (arn === undefined) throw new Error(`there is no state machine ${machine}`);
    return arn;
  };
  const executionArn = async ({ machine, nom }: ExecutionId): Promise<string> =>
    `${(await machineArn(machine)).replace(":stateMachine:", ":execution:")}:${nom}`;

  return {
    machines: async () => [...(await machineArns()).keys()].sort(),

    async page({ machine, statut, taille, suite }) {
      const query = new ListExecutionsCommand({
        stateMachineArn: await machineArn(machine),
        statusFilter: statut,
        maxResults: Math.min(taille, PAGE),
        nextToken: suite,
      });
      try {
        const { executions = [], nextToken } = await client.send(query);
        return { executions: executions.map((item) => toExecution(machine, item)), ...present({ suite: nextToken }) };
      } catch (error) {
        if (error instanceof InvalidToken) throw new DomainError("CURSEUR_INVALIDE", undefined, { cause: error });
        throw error;
      }
    },

    async find(id) {
      try {
        const described = await client.send(new DescribeExecutionCommand({ executionArn: await executionArn(id) }));
        return toDetail(id.machine, described);
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },

    async history(id) {
      const arn = await executionArn(id);
      const found: ExecutionEvent[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new GetExecutionHistoryCommand({ executionArn: arn, maxResults: PAGE, nextToken }),
        );
        found.push(...(page.events ?? []).map(toEvent));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    },

    async lastEvents(id, count) {
      const { events = [] } = await client.send(
        new GetExecutionHistoryCommand({
          executionArn: await executionArn(id),
          maxResults: Math.min(count, PAGE),
          reverseOrder: true,
          includeExecutionData: false,
        }),
      );
      return events.map(toEvent).reverse();
    },

    async redrive(id, jeton) {
      try {
        await client.send(new RedriveExecutionCommand({ executionArn: await executionArn(id), clientToken: jeton }));
        return { reprise: true };
      } catch (error) {
        if (error instanceof ExecutionNotRedrivable) return { reprise: false, raison: error.message };
        throw error;
      }
    },

    async start({ machine, nom }, entree) {
      try {
        const stateMachineArn = await machineArn(machine);
        await client.send(new StartExecutionCommand({ stateMachineArn, name: nom, input: entree }));
        return true;
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return false;
        throw error;
      }
    },
  };
};
