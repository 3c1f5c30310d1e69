/**
 * The one composition root: environment, clients, adapters, use cases. One function per Lambda function, so that a
 * bundle holds only what it runs.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoAnnuaire, dynamoAnnuaireEditor } from "#adapters/aws/dynamo-annuaire.ts";
import { dynamoCourriels } from "#adapters/aws/dynamo-courriels.ts";
import { dynamoDepots } from "#adapters/aws/dynamo-depots.ts";
import { dynamoDossiers } from "#adapters/aws/dynamo-dossiers.ts";
import { dynamoEvenements } from "#adapters/aws/dynamo-evenements.ts";
import { dynamoFactures } from "#adapters/aws/dynamo-factures.ts";
import { dynamoRegistre } from "#adapters/aws/dynamo-registre.ts";
import { joseVerifier } from "#adapters/aws/jose-verifier.ts";
import { kmsPublicKey, kmsSigner } from "#adapters/aws/kms-signer.ts";
import { tellingOutages } from "#adapters/aws/outages.ts";
import { depotOfKey, s3Archive, s3Uploads } from "#adapters/aws/s3-uploads.ts";
import { sesCourrier } from "#adapters/aws/ses-courrier.ts";
import { sfnAnswers, sfnDossierExecutions } from "#adapters/aws/sfn-dossier-executions.ts";
import { listedMachines, sfnExecutions } from "#adapters/aws/sfn-executions.ts";
import { sqsFilesMortes } from "#adapters/aws/sqs-files-mortes.ts";
import { sqsCourrielsQueue, sqsIntakeQueue } from "#adapters/aws/sqs-queues.ts";
import { machineSystem as system } from "#adapters/system.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { DEPOSIT_PROFILE } from "#domain/regles/national/profiles.ts";
import { makeJournal } from "#edge/journal.ts";
import { openArchive } from "#formats/archives/open-archive.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { AUDIENCE } from "#usecases/issue-token.ts";
import { type Environment, type FunctionName, readEnvironment } from "./environment.ts";

const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(tellingOutages(new DynamoDBClient({})), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** What every function has: its environment, checked, and its log. */
const base = <F extends FunctionName>(name: F): { env: Environment<F>; journal: ReturnType<typeof makeJournal> } => ({
  env: readEnvironment(name),
  journal: makeJournal(name),
});

/** How an invoice is judged, before a directory is asked. */
const judging = ({ STADE }: Pick<Environment<FunctionName>, "STADE">) => ({
  system,
  verifyInvoice,
  // Test data sets hold SIRETs without a right control key.
  checkSiretKey: STADE !== "qualification",
  guidelines: GUIDELINES,
});

export const composeAutorisation = () => {
  const { env, journal } = base("Autorisation");
  const publicKey = kmsPublicKey({ client: new KMSClient({}), keyId: env.CLE_JETONS });
  return {
    journal,
    verifier: joseVerifier({
      technical: { issuer: env.EMETTEUR_TECHNIQUE, audience: AUDIENCE, publicKey },
      people: { issuer: env.EMETTEUR_PERSONNES, clientId: env.CLIENT_PORTAIL },
      system,
    }),
  };
};

export const composeDepots = () => {
  const { env, journal } = base("Depots");
  const client = documentClient();
  return {
    journal,
    system,
    annuaire: dynamoAnnuaire({ client, table: env.TABLE_STRUCTURES }),
    depots: dynamoDepots({ client, table: env.TABLE_FACTURES }),
    uploads: s3Uploads({ client: new S3Client({}), bucket: env.BUCKET_DEPOTS }, system),
  };
};

export const composeFactures = () => {
  const { env, journal } = base("Factures");
  const client = documentClient();
  return {
    journal,
    system,
    annuaire: dynamoAnnuaire({ client, table: env.TABLE_STRUCTURES }),
    factures: dynamoFactures({ client, table: env.TABLE_FACTURES }),
  };
};

export const composeDossiersTravaux = () => {
  const { env, journal } = base("DossiersTravaux");
  const client = documentClient();
  return {
    journal,
    system,
    annuaire: dynamoAnnuaire({ client, table: env.TABLE_STRUCTURES }),
    dossiers: dynamoDossiers({ client, table: env.TABLE_FACTURES }),
    factures: dynamoFactures({ client, table: env.TABLE_FACTURES }),
  };
};

export const composeExploitationApi = () => {
  const { env, journal } = base("Exploitation");
  const client = documentClient();
  const factures = { client, table: env.TABLE_FACTURES };
  return {
    journal,
    system,
    annuaire: dynamoAnnuaire({ client, table: env.TABLE_STRUCTURES }),
    registre: dynamoRegistre(factures),
    depots: dynamoDepots(factures),
    factures: dynamoFactures(factures),
    dossiers: dynamoDossiers(factures),
    // Named, since listing machines is a right on all of the account's or on none.
    executions: sfnExecutions({
      client: new SFNClient({}),
      machines: async () => new Map([["travaux", env.MACHINE_TRAVAUX]]),
    }),
    filesMortes: sqsFilesMortes({ client: new SQSClient({}), prefix: env.PREFIXE }),
    depotOfKey,
  };
};

export const composeJetons = () => {
  const { env, journal } = base("Jetons");
  return {
    journal,
    system,
    issuer: env.EMETTEUR_TECHNIQUE,
    annuaire: dynamoAnnuaire({ client: documentClient(), table: env.TABLE_STRUCTURES }),
    signer: kmsSigner({ client: tellingOutages(new KMSClient({})), keyId: env.CLE_JETONS }),
  };
};

export const composeDocumentation = () => {
  const { env, journal } = base("Documentation");
  return { journal, issuer: env.EMETTEUR_TECHNIQUE };
};

export const composeVerifications = () => {
  const { env, journal } = base("Verifications");
  return { ...judging(env), journal };
};

export const composeIntake = () => {
  const { env, journal } = base("Intake");
  const client = documentClient();
  const s3 = new S3Client({});
  return {
    ...judging(env),
    journal,
    openArchive,
    depotOfKey,
    profile: DEPOSIT_PROFILE,
    annuaire: dynamoAnnuaire({ client, table: env.TABLE_STRUCTURES }),
    depots: dynamoDepots({ client, table: env.TABLE_FACTURES }),
    factures: dynamoFactures({ client, table: env.TABLE_FACTURES }),
    dossiers: dynamoDossiers({ client, table: env.TABLE_FACTURES }),
    uploads: s3Uploads({ client: s3, bucket: env.BUCKET_DEPOTS }, system),
    archive: s3Archive({ client: s3, bucket: env.BUCKET_ARCHIVE }),
    intake: sqsIntakeQueue({ client: new SQSClient({}), url: env.FILE_INTAKE }),
  };
};

const announcing = (env: Environment<"Evenements">, client: DynamoDBDocumentClient) => ({
  system,
  annuaire: dynamoAnnuaire({ client, table: env.TABLE_STRUCTURES }),
  factures: dynamoFactures({ client, table: env.TABLE_FACTURES }),
  dossiers: dynamoDossiers({ client, table: env.TABLE_FACTURES }),
  courriels: dynamoCourriels({ client, table: env.TABLE_FACTURES }),
  evenements: dynamoEvenements({ client, table: env.TABLE_FACTURES }),
  executions: sfnDossierExecutions({ client: new SFNClient({}), machine: env.MACHINE_TRAVAUX }),
});

export const composeEvenements = () => {
  const { env, journal } = base("Evenements");
  const queue = sqsCourrielsQueue({ client: new SQSClient({}), url: env.FILE_COURRIELS });
  return { ...announcing(env, documentClient()), journal, queue };
};

export const composeTravaux = () => {
  const { env, journal } = base("Travaux");
  return {
    journal,
    dossiers: dynamoDossiers({ client: documentClient(), table: env.TABLE_FACTURES }),
    executions: sfnAnswers(tellingOutages(new SFNClient({}))),
  };
};

export const composeCourriels = () => {
  const { env, journal } = base("Courriels");
  const client = documentClient();
  return {
    journal,
    system,
    factures: dynamoFactures({ client, table: env.TABLE_FACTURES }),
    courriels: dynamoCourriels({ client, table: env.TABLE_FACTURES }),
    courrier: sesCourrier({
      client: new SESv2Client({}),
      expediteur: env.EXPEDITEUR,
      configuration: env.CONFIGURATION_COURRIELS,
    }),
  };
};

export const composeRetoursCourriel = () => {
  const { env, journal } = base("RetoursCourriel");
  return { journal, courriels: dynamoCourriels({ client: documentClient(), table: env.TABLE_FACTURES }) };
};

export const composeEcheances = () => {
  const { env, journal } = base("Echeances");
  const client = documentClient();
  const sqs = new SQSClient({});
  return {
    ...announcing(env, client),
    journal,
    depots: dynamoDepots({ client, table: env.TABLE_FACTURES }),
    uploads: s3Uploads({ client: new S3Client({}), bucket: env.BUCKET_DEPOTS }, system),
    intake: sqsIntakeQueue({ client: sqs, url: env.FILE_INTAKE }),
    queue: sqsCourrielsQueue({ client: sqs, url: env.FILE_COURRIELS }),
  };
};

/** For those who keep the directory: the command line, with its own credentials. */
export const composeAnnuaire = (table: string) => {
  const client = documentClient();
  return { annuaire: dynamoAnnuaire({ client, table }), editor: dynamoAnnuaireEditor({ client, table }), system };
};

/** Attempts of a call before it counts as failed: a bulk run is throttled as a matter of course. */
const PATIENT = { maxAttempts: 8, retryMode: "adaptive" } as const;

/**
 * For those who operate the platform: the command line, with its own credentials.
 *
 * @param prefix what the names of the stage's machines and queues begin with.
 */
export const composeExploitation = (prefix: string) => {
  const client = new SFNClient(PATIENT);
  return {
    executions: sfnExecutions({ client, machines: listedMachines(client, prefix) }),
    filesMortes: sqsFilesMortes({ client: new SQSClient(PATIENT), prefix }),
    depotOfKey,
  };
};

/** The same people, looking at what the table of invoices holds. */
export const composeDossiers = (table: string) => {
  const client = documentClient();
  return {
    depots: dynamoDepots({ client, table }),
    factures: dynamoFactures({ client, table }),
    dossiers: dynamoDossiers({ client, table }),
  };
};
