/** What the adapters do with answers of AWS that the embedded runtime never gives. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dynamoAnnuaire, dynamoAnnuaireEditor } from "#adapters/aws/dynamo-annuaire.ts";
import { dynamoDepots } from "#adapters/aws/dynamo-depots.ts";
import { dynamoDossiers } from "#adapters/aws/dynamo-dossiers.ts";
import { tellingOutages } from "#adapters/aws/outages.ts";
import { s3Archive, s3Uploads } from "#adapters/aws/s3-uploads.ts";
import { sqsIntakeQueue } from "#adapters/aws/sqs-queues.ts";
import { transact } from "#adapters/aws/transaction.ts";
import { NO_REQUIREMENT, type Structure } from "#domain/structures/structure.ts";
import { type Answering, startAnswering } from "./answering.ts";

const documents = ({ client }: Answering) => DynamoDBDocumentClient.from(new DynamoDBClient(client));

const STRUCTURE: Structure = {
  typeIdentifiantStructure: "SIRET",
  identifiantStructure: "99900011000018",
  raisonSocialeStructure: "Menuiserie",
  structurePriveePublique: "PRIVEE",
  statut: "ACTIVE",
  parametres: NO_REQUIREMENT,
  partitions: 1,
};

describe("a transaction (DynamoDB API, TransactWriteItems: CancellationReasons)", () => {
  const WRITES = [{ Delete: { TableName: "t", Key: { pk: "a" } } }, { Delete: { TableName: "t", Key: { pk: "b" } } }];
  const cancelled = (...codes: readonly string[]) => ({
    error: "TransactionCanceledException",
    body: { CancellationReasons: codes.map((Code) => ({ Code })) },
  });
  const CONFLICT = cancelled("None", "TransactionConflict");

  // Waits between attempts are random: none here.
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ["another transaction held a row", CONFLICT],
    ["a table on demand was throttled", cancelled("ThrottlingError", "None")],
    ["a table of provisioned capacity was throttled", cancelled("None", "ProvisionedThroughputExceeded")],
  ])("is tried again when %s", async (_, answer) => {
    await using dynamo = await startAnswering(answer, answer, {});
    expect(await transact(documents(dynamo), WRITES)).toBeUndefined();
    expect(dynamo.requests).toHaveLength(3);
  });

  it.each([
    ["ten attempts when others hold its rows", CONFLICT, 10, "None; TransactionConflict"],
    ["four when its table is throttled", cancelled("ThrottlingError", "None"), 4, "ThrottlingError; None"],
    [
      "the fewer of both",
      cancelled("TransactionConflict", "ProvisionedThroughputExceeded"),
      4,
      "TransactionConflict; ProvisionedThroughputExceeded",
    ],
  ])("is given up after %s, as something to try again later", async (_, answer, attempts, reasons) => {
    await using dynamo = await startAnswering(answer);
    await expect(transact(documents(dynamo), WRITES)).rejects.toMatchObject({
      code: "SERVICE_INDISPONIBLE",
      cause: { message: `transaction cancelled: ${reasons}` },
    });
    expect(dynamo.requests).toHaveLength(attempts);
  });

  it("whose condition failed is not tried again, whatever else befell it", async () => {
    await using dynamo = await startAnswering(cancelled("TransactionConflict", "ConditionalCheckFailed"));
    expect(await transact(documents(dynamo), WRITES)).toBe(1);
    expect(dynamo.requests).toHaveLength(1);
  });

  it.each([
    ["a write that is wrong", cancelled("ValidationError", "None"), "transaction cancelled: ValidationError; None"],
    [
      "a write that is wrong, throttled or not",
      cancelled("ThrottlingError", "ValidationError"),
      "transaction cancelled: ThrottlingError; ValidationError",
    ],
    ["no reason", { error: "TransactionCanceledException" }, "transaction cancelled: "],
    ["a missing table", { error: "ResourceNotFoundException" }, "ResourceNotFoundException."],
  ])("cancelled for %s fails at once", async (_, answer, message) => {
    await using dynamo = await startAnswering(answer);
    await expect(transact(documents(dynamo), WRITES)).rejects.toThrow(message);
    expect(dynamo.requests).toHaveLength(1);
  });
});

describe("a directory that answers in part (DynamoDB API, BatchGetItem: UnprocessedKeys)", () => {
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
  afterEach(() => void vi.restoreAllMocks());

  const keyOf = (siret: string) => ({ pk: { S: `STRUCTURE#SIRET:${siret}` }, sk: { S: "FICHE" } });
  const OTHER = { ...STRUCTURE, identifiantStructure: "99900011000026" };
  const answered = (identifiantStructure: string) => ({
    Responses: { t: [{ ...keyOf(identifiantStructure), identifiantStructure: { S: identifiantStructure } }] },
  });
  const left = { UnprocessedKeys: { t: { Keys: [keyOf(OTHER.identifiantStructure)] } } };
  const asked = (dynamo: Answering) =>
    dynamo.requests.map((request) => JSON.parse(request).RequestItems.t.Keys.length as number);

  it("is asked for the rest, and only for the rest", async () => {
    const first = { body: { ...answered(STRUCTURE.identifiantStructure), ...left } };
    await using dynamo = await startAnswering(first, { body: answered(OTHER.identifiantStructure) });
    const annuaire = dynamoAnnuaire({ client: documents(dynamo), table: "t" });
    const found = await annuaire.structures([STRUCTURE, OTHER]);
    expect(found.map(({ identifiantStructure }) => identifiantStructure)).toEqual(["99900011000018", "99900011000026"]);
    expect(asked(dynamo)).toEqual([2, 1]);
  });

  it("for too long is no directory: a structure that was not read is not a structure that is missing", async () => {
    await using dynamo = await startAnswering({ body: { Responses: {}, ...left } });
    const annuaire = dynamoAnnuaire({ client: documents(dynamo), table: "t" });
    await expect(annuaire.structures([OTHER])).rejects.toMatchObject({
      code: "SERVICE_INDISPONIBLE",
      cause: { message: "the directory answered in part: 1 of 1 rows are missing" },
    });
    expect(asked(dynamo)).toEqual([1, 1, 1, 1]);
  });

  it("and is written in part is written until nothing is left", async () => {
    const rest = [{ DeleteRequest: { Key: { pk: { S: "a" }, sk: { S: "b" } } } }];
    const partly = { body: { UnprocessedItems: { t: rest } } };
    await using dynamo = await startAnswering({ body: { Items: [] } }, partly, { body: {} });
    const editor = dynamoAnnuaireEditor({ client: documents(dynamo), table: "t" });
    await expect(editor.saveStructure(STRUCTURE, [])).resolves.toBeUndefined();
    expect(dynamo.requests).toHaveLength(3);
  });
});

describe("a client that tells outages", () => {
  const call = (service: Answering) =>
    DynamoDBDocumentClient.from(tellingOutages(new DynamoDBClient(service.client))).send(
      new GetCommand({ TableName: "t", Key: { pk: "a", sk: "b" } }),
    );

  it.each([
    ["a throttled table on demand", { error: "ThrottlingException" }],
    ["a throttled table of provisioned capacity", { error: "ProvisionedThroughputExceededException" }],
    ["a quota of the account", { error: "RequestLimitExceeded" }],
    ["a service that is out of order", { error: "InternalServerError", status: 500 }],
    ["a service that answers nothing of its own", { status: 503 }],
  ])("says of %s that it is to be tried again", async (_, answer) => {
    await using dynamo = await startAnswering(answer);
    await expect(call(dynamo)).rejects.toMatchObject({
      name: "SERVICE_INDISPONIBLE",
      cause: expect.objectContaining({ $metadata: expect.anything() }),
    });
  });

  it.each([
    ["a condition that failed", { error: "ConditionalCheckFailedException" }],
    ["a table that is not there", { error: "ResourceNotFoundException" }],
    ["a right that is missing", { error: "AccessDeniedException" }],
    ["an operation that is not emulated", { error: "NotImplemented", status: 501 }],
  ])("leaves %s as it is", async (_, answer) => {
    await using dynamo = await startAnswering(answer);
    await expect(call(dynamo)).rejects.toMatchObject({ name: answer.error });
  });

  it("says so of a service that cannot be reached", async () => {
    const gone = await startAnswering({});
    await gone[Symbol.asyncDispose]();
    await expect(call(gone)).rejects.toMatchObject({ name: "SERVICE_INDISPONIBLE" });
  });
});

describe("a table that answers for a part of the dossiers", () => {
  const left = { pk: { S: "DOSSIER#b" }, sk: { S: "FICHE" } };
  const part = (...ids: readonly string[]) => ({
    body: {
      Responses: { t: ids.map((id) => ({ id: { S: id }, pk: { S: `DOSSIER#${id}` }, sk: { S: "FICHE" } })) },
      UnprocessedKeys: { t: { Keys: [left] } },
    },
  });

  it("is asked again for the rest", async () => {
    const last = { body: { Responses: { t: [{ ...left, id: { S: "b" } }] }, UnprocessedKeys: {} } };
    await using dynamo = await startAnswering(part("a"), last);
    const dossiers = dynamoDossiers({ client: documents(dynamo), table: "t" });
    expect((await dossiers.several(["a", "b"])).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("and goes on so is an error: a dossier that was not read is not one that the structure has no part in", async () => {
    await using dynamo = await startAnswering(part("a"), part(), part(), part(), part());
    const dossiers = dynamoDossiers({ client: documents(dynamo), table: "t" });
    await expect(dossiers.several(["a", "b"])).rejects.toThrow("did not answer for 1 dossiers");
  });
});

describe("a throttled table", () => {
  const throttled = { error: "ProvisionedThroughputExceededException" };

  it("does not make a deposit unknown, taken or expired", async () => {
    await using dynamo = await startAnswering(throttled);
    const depots = dynamoDepots({ client: documents(dynamo), table: "t" });
    const depot = { id: "d", deposant: "compte:c", creeLe: "2026-03-31T10:00:00.000Z", nomFichier: "f.xml" } as const;
    const error = { name: "ProvisionedThroughputExceededException" };
    const fresh = { ...depot, taille: 1, verificationSeule: false, empreinteDemande: "e" };
    await expect(depots.create(fresh)).rejects.toMatchObject(error);
    await expect(depots.claim("d", "v1", depot.creeLe)).rejects.toMatchObject(error);
    await expect(depots.expire("d", depot.creeLe)).rejects.toMatchObject(error);
  });
});

describe("a queue that takes a part of a batch (SQS API, SendMessageBatch: Failed)", () => {
  it("is an error: the members are all sent again", async () => {
    const Failed = [{ Id: "1", SenderFault: false, Code: "InternalError" }];
    await using sqs = await startAnswering({ body: { Successful: [], Failed } });
    const queue = sqsIntakeQueue({ client: new SQSClient(sqs.client), url: `${sqs.client.endpoint}/0/intake` });
    await expect(queue.enqueueMembres("d", [1, 2])).rejects.toThrow("1 of 2 messages were not taken: InternalError");
  });
});

describe("a storage that is out of order", () => {
  const system = { now: () => new Date("2026-03-31T10:00:00Z") };

  it.each([403, 503])("and answers %i does not make an upload missing", async (status) => {
    await using s3 = await startAnswering({ status });
    const uploads = s3Uploads({ client: new S3Client(s3.client), bucket: "depots" }, system);
    await expect(uploads.storedVersion("d")).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  });

  it("does not make a member of an archive one without a name", async () => {
    await using s3 = await startAnswering({ body: {} });
    const uploads = s3Uploads({ client: new S3Client(s3.client), bucket: "depots" }, system);
    await expect(uploads.readMembre("d", 1)).rejects.toThrow("member 1 of depot d has no body or no name");
  });

  it("does not make bytes archived", async () => {
    await using s3 = await startAnswering({ status: 503 });
    const archive = s3Archive({ client: new S3Client(s3.client), bucket: "archive" });
    await expect(archive.keep("0".repeat(64), Buffer.from("a"))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
  });
});
