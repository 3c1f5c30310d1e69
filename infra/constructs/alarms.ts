import { Aws, Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { physicalName } from "../naming.ts";
import type { Stade } from "../stade.ts";

export interface AlarmSpec {
  /** Heading in the runbook, and the end of the alarm's name: `Intake-Errors`. */
  readonly id: string;
  /** What people cannot do while it rings, in a sentence. */
  readonly impact: string;
  readonly metric: Metric;
  /** Rings from this value on, in the metric's unit. */
  readonly threshold: number;
  /** Periods in a row before it rings; one when left out. */
  readonly periods?: number;
}

/** What the metrics of alarms are gathered over, unless one says otherwise. */
export const ALARM_PERIOD = Duration.minutes(5);

interface AlarmsProps {
  readonly stade: Stade;
  readonly key: IKey;
}

/**
 * The only place where alarms are made: none exists without its impact, its heading in the runbook, someone to tell and a
 * graph. Subscribe to the topic to be told.
 */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly #stade: Stade;
  readonly #entries: { readonly alarm: Alarm; readonly spec: AlarmSpec }[] = [];

  constructor(scope: Construct, id: string, { stade, key }: AlarmsProps) {
    super(scope, id);
    this.#stade = stade;
    this.topic = new Topic(this, "Topic", {
      topicName: physicalName(stade, "alarmes"),
      masterKey: key,
      enforceSSL: true,
    });
    // A topic with a policy of its own loses the default one, which let CloudWatch publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ["sns:Publish"],
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
  }

  add(spec: AlarmSpec): void {
    const alarm = new Alarm(this, spec.id, {
      alarmName: physicalName(this.#stade, spec.id),
      alarmDescription: `${spec.impact}\nRunbook: docs/runbook.md#${spec.id.toLowerCase()}`,
      metric: spec.metric,
      threshold: spec.threshold,
      evaluationPeriods: spec.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.#entries.push({ alarm, spec });
  }

  /** Call once, after the last alarm: their states first, then a graph for each, two in a row. */
  addDashboard(): void {
    const dashboard = new Dashboard(this, "Dashboard", { dashboardName: physicalName(this.#stade, "exploitation") });
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: "Alarms", width: 24, height: 5, alarms: this.#entries.map(({ alarm }) => alarm) }),
    );
    const graphs = this.#entries.map(
      ({ alarm, spec }) =>
        new GraphWidget({
          title: spec.id,
          width: 12,
          height: 5,
          left: [spec.metric],
          leftAnnotations: [alarm.toAnnotation()],
          region: Stack.of(this).region,
        }),
    );
    for (let index = 0; index < graphs.length; index += 2) dashboard.addWidgets(...graphs.slice(index, index + 2));
  }
}
