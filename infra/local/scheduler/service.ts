/** EventBridge Scheduler on one machine: schedules that invoke functions, on the shared clock. */
import type { AwsRequest, AwsResponse, AwsService, FunctionInvoker, LocalContext, TimedSource } from "../contracts.ts";
import { AwsError, notSupported } from "../json-protocol.ts";
import { type Agenda, createAgenda } from "./agenda.ts";
import { readSchedule, SCHEDULE_SUPPORT, type Schedule } from "./schedule.ts";
import { openStore } from "./store.ts";

interface SchedulerService extends AwsService {
  readonly timed: TimedSource;
}

const answer = (
  request: AwsRequest,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): AwsResponse => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-requestid": request.requestId, ...headers },
  body: JSON.stringify(body),
});

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

const dispatch = (agenda: Agenda, { method, url }: AwsRequest): object => {
  const path = /^\/schedules(?:\/(?<name>[^/]+))?\/?$/.exec(url.pathname);
  if (method !== "GET" || !path) throw notSupported("scheduler", `${method} ${url.pathname}`);
  const name = path.groups?.["name"];
  return name === undefined ? listSchedules(agenda, url) : getSchedule(agenda, decodeURIComponent(name), url);
};

export const createScheduler = (context: LocalContext, invoker: FunctionInvoker): SchedulerService => {
  const store = openStore(context.dataDir);
  const agenda = createAgenda(context, invoker, store);

  return {
    signingName: "scheduler",
    operations: ["GetSchedule", "ListSchedules"],
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
    handle: async (request) => {
      try {
        return answer(request, 200, dispatch(agenda, request));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return answer(request, error.status, { Message: error.message }, { "x-amzn-errortype": error.code });
      }
    },
    timed: agenda,
    stop: async () => store.close(),
  };
};
