/** A request whose body is one file, with the bytes that its sender wrote. */
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { RefusalCode } from "#domain/erreurs/catalogue.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";

export interface FileRequest {
  /** Bytes. */
  readonly max: number;
  /** Why a larger one is refused, and where it can go. */
  readonly tooLarge: RefusalCode;
  /** French, for OpenAPI. */
  readonly description: string;
}

/**
 * API Gateway passes bodies of text (`text/*`, JSON, XML, JavaScript by their content type) as text, read as UTF-8 whatever
 * they are written in, and any other in base64: only those are still what was sent. No body at all is an empty file.
 */
export const readFileBody = (
  { body = "", isBase64Encoded }: Pick<APIGatewayProxyEventV2, "body" | "isBase64Encoded">,
  { max, tooLarge }: FileRequest,
): Uint8Array => {
  if (body !== "" && !isBase64Encoded) throw new DomainError("FICHIER_RECU_EN_TEXTE");
  const bytes = Buffer.from(body, "base64");
  if (bytes.length > max) throw new DomainError(tooLarge);
  return bytes;
};
