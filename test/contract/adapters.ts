import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoAnnuaire, dynamoAnnuaireEditor } from "#adapters/aws/dynamo-annuaire.ts";
import { dynamoCourriels } from "#adapters/aws/dynamo-courriels.ts";
import { dynamoDepots } from "#adapters/aws/dynamo-depots.ts";
import { dynamoDossiers } from "#adapters/aws/dynamo-dossiers.ts";
import { dynamoEvenements } from "#adapters/aws/dynamo-evenements.ts";
import { dynamoFactures } from "#adapters/aws/dynamo-factures.ts";
import { dynamoRegistre } from "#adapters/aws/dynamo-registre.ts";
import { s3Archive, s3Uploads } from "#adapters/aws/s3-uploads.ts";
import { memoryAnnuaire, memoryAnnuaireEditor } from "#adapters/memory/memory-annuaire.ts";
import { memoryCourriels } from "#adapters/memory/memory-courriels.ts";
import { memoryDepots } from "#adapters/memory/memory-depots.ts";
import { memoryDossiers } from "#adapters/memory/memory-dossiers.ts";
import { memoryEvenements } from "#adapters/memory/memory-evenements.ts";
import { memoryFactures } from "#adapters/memory/memory-factures.ts";
import { memoryRegistre } from "#adapters/memory/memory-registre.ts";
import { memoryBucket } from "#adapters/memory/memory-uploads.ts";
import { memoryStore } from "#adapters/memory/store.ts";
import { upload } from "#infra/cli/platform.ts";
import type { Annuaire, AnnuaireEditor } from "#ports/annuaire.ts";
import type { Courriels } from "#ports/courriels.ts";
import type { Depots } from "#ports/depots.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Evenements } from "#ports/evenements.ts";
import type { Factures } from "#ports/factures.ts";
import type { Registre } from "#ports/registre.ts";
import type { Archive, Uploads } from "#ports/uploads.ts";
import type { Platform } from "#test/given/platform.ts";

export interface Adapters {
  readonly annuaire: Annuaire;
  readonly editor: AnnuaireEditor;
  readonly depots: Depots;
  readonly factures: Factures;
  readonly dossiers: Dossiers;
  readonly evenements: Evenements;
  readonly courriels: Courriels;
  readonly registre: Registre;
  readonly uploads: Uploads;
  readonly archive: Archive;
  /** What a depositor does with the form; gives the version that storage made of it. */
  readonly upload: (depot: string, bytes: Uint8Array) => Promise<string>;
}

export const memoryAdapters = (): Adapters => {
  const store = memoryStore();
  const bucket = memoryBucket("2026-03-31T10:15:00.000Z");
  return {
    annuaire: memoryAnnuaire(store),
    editor: memoryAnnuaireEditor(store),
    depots: memoryDepots(store),
    factures: memoryFactures(store),
    dossiers: memoryDossiers(store),
    evenements: memoryEvenements(store),
    courriels: memoryCourriels(store),
    registre: memoryRegistre(store),
    uploads: bucket,
    archive: bucket,
    upload: async (depot, bytes) => bucket.upload(depot, bytes),
  };
};

/** The physical name of a resource of the template, by its type and a part of its logical id. */
const nameOf = ({ runtime }: Platform, type: string, part: string): string => {
  const found = runtime.deployment.resources.find(
    (one) => one.type === type && one.logicalId.toLowerCase().includes(part),
  );
  if (!found) throw new Error(`the template has no ${type} named ${part}`);
  return found.ref;
};

export const awsAdapters = (platform: Platform): Adapters => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const s3 = new S3Client({});
  const structures = { client, table: nameOf(platform, "AWS::DynamoDB::GlobalTable", "structures") };
  const factures = { client, table: nameOf(platform, "AWS::DynamoDB::GlobalTable", "factures") };
  const uploads = s3Uploads({ client: s3, bucket: nameOf(platform, "AWS::S3::Bucket", "depots") }, platform.runtime);
  return {
    annuaire: dynamoAnnuaire(structures),
    editor: dynamoAnnuaireEditor(structures),
    depots: dynamoDepots(factures),
    factures: dynamoFactures(factures),
    dossiers: dynamoDossiers(factures),
    evenements: dynamoEvenements(factures),
    courriels: dynamoCourriels(factures),
    registre: dynamoRegistre(factures),
    uploads,
    archive: s3Archive({ client: s3, bucket: nameOf(platform, "AWS::S3::Bucket", "archive") }),
    upload: async (depot, bytes) => {
      await upload(await uploads.presign(depot, bytes.length), bytes);
      return (await uploads.storedVersion(depot)) ?? "none";
    },
  };
};
