/** EventBridge Scheduler on one machine: schedules that invoke functions, on the shared clock. */
import type { AwsService, FunctionInvoker, LocalContext, TimedSource } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { type RestOperation, restAnswer, restService } from "../rest-protocol.ts";
import { type Agenda, createAgenda } from "./agenda.ts";
import { readSchedule, SCHEDULE_SUPPORT, type Schedule } from "./schedule.ts";
import { openStore } from "./store.ts";

interface SchedulerService extends AwsService {
  readonly timed: TimedSource;
}

const describe = ({ name, group, arn, expression, timeZone, enabled, targetArn, input }: Schedule): object => ({
  Name: name,
  GroupName: group,
  Arn: arn,
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: timeZone,
  FlexibleTimeWindow: { Mode: "OFF" },
  State: enabled ? "ENABLED" : "DISABLED",
  Target: { Arn: targetArn, Input: input },
});

const summary = ({ name, group, arn, enabled, targetArn }: Schedule): object => ({
  Name: name,
  GroupName: group,
  Arn: arn,
  State: enabled ? "ENABLED" : "DISABLED",
  Target: { Arn: targetArn },
});

const listSchedules = (agenda: Agenda, { searchParams }: URL): object => {
  const group = searchParams.get("ScheduleGroup");
  const prefix = searchParams.get("NamePrefix") ?? "";
  const found = agenda.all().filter((one) => (group ?? one.group) === one.group && one.name.startsWith(prefix));
  return { Schedules: found.map(summary) };
};

const getSchedule = (agenda: Agenda, name: string, { searchParams }: URL): object => {
  const found = agenda.find(searchParams.get("groupName") ?? "default", name);
  if (!found) throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
  return describe(found);
};

const schedulerOperations = (agenda: Agenda): readonly RestOperation[] => [
  {
    name: "ListSchedules",
    method: "GET",
    path: /^\/schedules\/?$/,
    run: ({ request }) => restAnswer(200, listSchedules(agenda, request.url)),
  },
  {
    name: "GetSchedule",
    method: "GET",
    path: /^\/schedules\/(?<name>[^/]+)$/,
    run: ({ path, request }) => restAnswer(200, getSchedule(agenda, path["name"] ?? "", request.url)),
  },
];

export const createScheduler = (context: LocalContext, invoker: FunctionInvoker): SchedulerService => {
  const store = openStore(context.dataDir);
  const agenda = createAgenda(context, invoker, store);
  const operations = schedulerOperations(agenda);

  return {
    signingName: "scheduler",
    operations: operations.map(({ name }) => name),
    providers: [
      {
        type: "AWS::Scheduler::Schedule",
        properties: SCHEDULE_SUPPORT,
        create: async (resource) => {
          const schedule = readSchedule(context, resource);
          agenda.add(schedule);
          return { ref: schedule.name, attributes: { Arn: schedule.arn } };
        },
      },
      {
        type: "AWS::Scheduler::ScheduleGroup",
        properties: { Name: "honoured", Tags: "accepted" },
        create: async ({ properties, defaultName }) => {
          const name = typeof properties["Name"] === "string" ? properties["Name"] : defaultName;
          const arn = `arn:aws:scheduler:${context.region}:${context.account}:schedule-group/${name}`;
          return { ref: name, attributes: { Arn: arn } };
        },
      },
    ],
    handle: restService("scheduler", operations),
    timed: agenda,
    stop: async () => store.close(),
  };
};
