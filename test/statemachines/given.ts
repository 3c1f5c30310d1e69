/** The machine on the embedded Step Functions and DynamoDB: its language and its calls are real, its function is a stand-in. */

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { onTestFinished } from "vitest";
import type { AwsService } from "#infra/local/contracts.ts";
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { startStates, temporaryDirectory } from "#test/local/states/given.ts";
import { type Example, StartAt, States, substituted } from "./definition.ts";

const FUNCTION = "Travaux";
const TABLE = "factures";
const DOSSIER = "dossier-1";

/** What a state sends to the function. */
export interface Asked {
  readonly dossier: string;
  readonly visit: number;
  readonly statut: string;
  readonly jeton: string;
}

export type StandIn = (asked: Asked, client: SFNClient) => Promise<void>;

/** As the deployment makes it. */
const createTable = async (services: readonly AwsService[]): Promise<void> => {
  const type = "AWS::DynamoDB::Table";
  const provider = services.flatMap(({ providers }) => providers).find((one) => one.type === type);
  await provider?.create({
    stack: "Donnees",
    logicalId: "Factures",
    type,
    defaultName: TABLE,
    properties: {
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    },
    assetDirectory: (key) => key,
  });
};

/** Answers each state as it is told, in turn; then lets it wait. */
export const answering = (reponses: Example["reponses"]): StandIn => {
  let given = 0;
  return async ({ jeton }, client) => {
    const reponse = reponses[given++];
    if (reponse === undefined) return;
    await client.send(new SendTaskSuccessCommand({ taskToken: jeton, output: JSON.stringify(reponse) }));
  };
};

/** Ends with the test. */
export const startMachine = async (standIn: StandIn) => {
  const asked: Asked[] = [];
  const states = await startStates(temporaryDirectory(), {
    functions: {
      [FUNCTION]: async (payload: Asked) => {
        asked.push(payload);
        await standIn(payload, states.client);
      },
    },
    services: (context) => [createDynamoService(context)],
  });
  const dynamo = new DynamoDBClient(states.access);
  const documents = DynamoDBDocumentClient.from(dynamo);
  onTestFinished(async () => {
    dynamo.destroy();
    await states[Symbol.asyncDispose]();
  });
  await createTable(states.others);
  const machine = await states.create(substituted({ Travaux: FUNCTION, TableFactures: TABLE }));

  return {
    ...states,
    asked,
    /** The row of the dossier, with much that the machine has no need of. */
    write: (row: object) =>
      documents.send(
        new PutCommand({
          TableName: TABLE,
          Item: { pk: `DOSSIER#${DOSSIER}`, sk: "FICHE", id: DOSSIER, pieces: [{ id: "piece-1" }], ...row },
        }),
      ),
    /** Starts an execution for the dossier, and lets it go as far as it can. */
    run: (input: object = { dossier: DOSSIER }) => states.start(machine, input),
    entered: async (execution: string): Promise<readonly string[]> =>
      (await states.history(execution)).flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
  };
};

/** The states of an example, as its row and its answers say. */
export const pathOf = ({ dossier, reponses, fin }: Example): readonly string[] => {
  const waited = [dossier?.statutAttendu, ...reponses.map(({ statut }) => statut)].filter(
    (statut) => statut !== undefined && States[statut]?.Type === "Task",
  );
  const last = "etat" in fin ? fin.etat : Object.keys(States).find((name) => States[name]?.Error === fin.erreur);
  return [StartAt, "Aiguiller", ...waited.flatMap((statut) => [`${statut}`, `Après ${statut}`]), `${last}`];
};
