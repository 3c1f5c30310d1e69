import { GetObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import type { Fault } from "#domain/fautes/fault.ts";
import { DUREE_FORMULAIRE } from "#domain/limites/depot.ts";
import type { System } from "#ports/system.ts";
import type { Archive, Uploads } from "#ports/uploads.ts";

interface Bucket {
  readonly client: S3Client;
  readonly bucket: string;
}

/** Whatever was sent: the content decides what it is, never its declared type. */
const CONTENT_TYPE = "application/octet-stream";

/** Of a member that has a fault instead of bytes. */
const FAULT_TYPE = "application/json";

const UPLOAD_PREFIX = "depots/";

/** Not under the prefix of uploads, whose objects are announced: a member is queued once its archive is whole. */
const membreObjectKey = (depot: string, rang: number): string => `membres/${depot}/${rang}`;

/** User metadata holds 2 kB of ASCII (S3 API, PutObject): 256 characters of UTF-8 make 1,024 of base64 at most. */
const toMetadata = (text: string): string => Buffer.from(text).toString("base64");
const fromMetadata = (text: string): string => Buffer.from(text, "base64").toString();

/** The deposit that an object of the bucket belongs to; undefined for any other object. */
export const depotOfKey = (key: string): string | undefined =>
  key.startsWith(UPLOAD_PREFIX) ? key.slice(UPLOAD_PREFIX.length) : undefined;

export const uploadKey = (depot: string): string => `${UPLOAD_PREFIX}${depot}`;

export const s3Uploads = ({ client, bucket }: Bucket, { now }: Pick<System, "now">): Uploads => ({
  async presign(depot, taille) {
    const expireLe = new Date(now().getTime() + DUREE_FORMULAIRE * 1000).toISOString();
    const { url, fields } = await createPresignedPost(client, {
      Bucket: bucket,
      Key: uploadKey(depot),
      Expires: DUREE_FORMULAIRE,
      Fields: { "Content-Type": CONTENT_TYPE },
      Conditions: [
        ["content-length-range", taille, taille],
        ["eq", "$Content-Type", CONTENT_TYPE],
      ],
    });
    return { url, champs: fields, expireLe };
  },

  async read(depot, versionId) {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: uploadKey(depot), VersionId: versionId }),
    );
    if (!Body) throw new Error(`version ${versionId} of depot ${depot} has no body`);
    return Body.transformToByteArray();
  },

  async storeMembre(depot, membre) {
    const isFault = "faute" in membre;
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: membreObjectKey(depot, membre.rang),
        Body: isFault ? JSON.stringify(membre.faute) : membre.bytes,
        ContentType: isFault ? FAULT_TYPE : CONTENT_TYPE,
        Metadata: { nom: toMetadata(membre.nomFichier) },
      }),
    );
  },

  async readMembre(depot, rang) {
    const { Body, ContentType, Metadata } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: membreObjectKey(depot, rang) }),
    );
    const nom = Metadata?.["nom"];
    if (!Body || nom === undefined) throw new Error(`member ${rang} of depot ${depot} has no body or no name`);
    const place = { rang, nomFichier: fromMetadata(nom) };
    return ContentType === FAULT_TYPE
      ? { ...place, faute: JSON.parse(await Body.transformToString()) as Fault }
      : { ...place, bytes: await Body.transformToByteArray() };
  },

  async storedVersion(depot) {
    try {
      const { VersionId } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: uploadKey(depot) }));
      return VersionId;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },
});

/** The archive is under Object Lock: a version, once written, cannot be changed until its retention ends. */
export const s3Archive = ({ client, bucket }: Bucket): Archive => ({
  async keep(sha256, bytes) {
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `archive/${sha256}`,
          Body: bytes,
          ContentType: CONTENT_TYPE,
          ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
          IfNoneMatch: "*",
        }),
      );
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "PreconditionFailed") throw error;
    }
  },
});
