import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Capability } from "#entrees/api/route.ts";
import { apiAlarms, functionAlarms, machineAlarms, queueAlarms } from "../alarms.ts";
import { Alarms } from "../constructs/alarms.ts";
import { HttpFront } from "../constructs/http-front.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { ServiceMachine } from "../constructs/state-machine.ts";
import { consumeQueue, consumeStream, runOnSchedule } from "../constructs/triggers.ts";
import { FUNCTIONS, type Trigger } from "../functions.ts";
import { MACHINES, type MachineId } from "../machines.ts";
import { readParameter } from "../parameters.ts";
import { type Places, placesOf } from "../places.ts";
import type { Stade } from "../stade.ts";

interface ServicesProps extends StackProps {
  readonly stade: Stade;
}

/** What alarms watch, besides the queues. */
interface Watched {
  readonly functions: readonly ServiceFunction[];
  readonly machines: readonly ServiceMachine[];
  readonly front: HttpFront;
}

const MACHINE_IDS = Object.keys(MACHINES) as MachineId[];

/** What can be thrown away and deployed again: functions, API, triggers, alarms. It holds no data and no queue. */
export class Services extends Stack {
  readonly #stade: Stade;

  constructor(scope: Construct, id: string, { stade, ...props }: ServicesProps) {
    super(scope, id, props);
    this.#stade = stade;
    const front = new HttpFront(this, "Http", stade);
    const places = placesOf(this, { stade, apiUrl: front.api.apiEndpoint });
    const functions = FUNCTIONS.map((spec) => new ServiceFunction(this, spec.id, { spec, stade, places }));

    for (const target of functions) this.#connect(target, places);
    const machines = MACHINE_IDS.map(
      (machine) =>
        new ServiceMachine(this, `Machine-${machine}`, { machine, spec: MACHINES[machine], stade, places, functions }),
    );
    front.connect({
      authorizer: find(functions, ({ kind }) => kind === "authorizer").function,
      handlerOf: (capability) => answering(functions, capability).function,
    });
    this.#watch({ functions, machines, front });
    new CfnOutput(this, "ApiUrl", { value: front.api.apiEndpoint });
    new CfnOutput(this, "PortalClientId", { value: places("people/client") });
    new CfnOutput(this, "UserPoolId", { value: places("people/pool") });
  }

  #connect(target: ServiceFunction, places: Places): void {
    const { trigger } = target.spec;
    switch (trigger.kind) {
      case "queue":
        consumeQueue(target, trigger, places);
        break;
      case "stream":
        consumeStream(target, trigger, places);
        break;
      case "schedule":
        runOnSchedule(target, trigger, { places, stade: this.#stade });
        break;
      case "http":
      case "authorizer":
        break; // Called by the API, which makes its own connections from the table of routes.
      case "task":
        break; // Called by its machine, whose role says so.
    }
  }

  #watch({ functions, machines, front }: Watched): void {
    const key = Key.fromKeyArn(this, "AlarmKey", readParameter(this, this.#stade, "keys/alarmes/arn"));
    const alarms = new Alarms(this, "Alarmes", { stade: this.#stade, key });
    const specs = [
      ...apiAlarms(front.api),
      ...functions.flatMap(functionAlarms),
      ...machines.flatMap(machineAlarms),
      ...queueAlarms(this.#stade),
    ];
    for (const spec of specs) alarms.add(spec);
    alarms.addDashboard();
  }
}

const find = (functions: readonly ServiceFunction[], matches: (trigger: Trigger) => boolean): ServiceFunction => {
  const found = functions.find(({ spec }) => matches(spec.trigger));
  if (!found) throw new Error("A function that the API needs is missing from the table of functions");
  return found;
};

const answering = (functions: readonly ServiceFunction[], capability: Capability): ServiceFunction =>
  find(functions, (trigger) => trigger.kind === "http" && trigger.capability === capability);
