/** An e-mail service whose events go to a list, or to a queue that is out of order. */
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { createSesService } from "#infra/local/ses/service.ts";
import { createClock, startEmulator } from "../sqs/emulator.ts";

export const SENDER = "facturation@portail.example";
export const QUEUE_ARN = "arn:aws:sqs:eu-west-3:000000000000:courriers";

export const simple = (ToAddresses: string[], Subject = "Sujet", Text = "Texte"): SendEmailCommandInput => ({
  FromEmailAddress: SENDER,
  Destination: { ToAddresses },
  Content: {
    Simple: { Subject: { Data: Subject, Charset: "UTF-8" }, Body: { Text: { Data: Text, Charset: "UTF-8" } } },
  },
});

export const startSes = async (dataDir: string, clock = createClock()) => {
  const received: { readonly queueArn: string; readonly body: string }[] = [];
  const queue = { broken: false };
  const sink = {
    send: async (queueArn: string, body: string) => {
      if (queue.broken) throw new Error("the queue is out of order");
      received.push({ queueArn, body });
    },
  };
  const emulator = await startEmulator(dataDir, (context) => createSesService(context, sink), clock);
  const ses = new SESv2Client(emulator.client);
  const rule = (EventPattern: object, State = "ENABLED") =>
    emulator.create("AWS::Events::Rule", "Rule", { EventPattern, State, Targets: [{ Id: "T", Arn: QUEUE_ARN }] });

  return {
    ...emulator,
    ses,
    queue,
    received,
    events: () => received.map(({ body }): unknown => JSON.parse(body)),
    send: (input: SendEmailCommandInput) => ses.send(new SendEmailCommand(input)),
    rule,
    /** A configuration set `courriers` that publishes, and a rule for all that it publishes. */
    publishing: async (MatchingEventTypes = ["send", "delivery", "bounce"]) => {
      await emulator.create("AWS::SES::ConfigurationSet", "Set", { Name: "courriers" });
      await emulator.create("AWS::SES::ConfigurationSetEventDestination", "Destination", {
        ConfigurationSetName: "courriers",
        EventDestination: {
          MatchingEventTypes,
          EventBridgeDestination: { EventBusArn: "arn:aws:events:eu-west-3:000000000000:event-bus/default" },
        },
      });
      await rule({ source: ["aws.ses"] });
    },
  };
};
