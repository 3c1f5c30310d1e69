/**
 * Time that a function waits for a service of its own region on a warm connection, in milliseconds: assumed, since only
 * AWS can tell. Loopback emulators answer faster than any of them, and a duration measured here alone would make
 * functions look cheaper than they are.
 */
const ROUND_TRIP_MS: Readonly<Record<string, number>> = {
  "dynamodb GetItem": 4,
  "dynamodb BatchGetItem": 5,
  "dynamodb Query": 5,
  "dynamodb PutItem": 6,
  "dynamodb UpdateItem": 6,
  "dynamodb TransactWriteItems": 15,
  "s3 GetObject": 25,
  "s3 HeadObject": 15,
  "s3 PutObject": 35,
  "sqs SendMessage": 10,
  "kms Sign": 15,
  "kms GetPublicKey": 10,
  "ses SendEmail": 80,
};

/** What a call that the table does not know is taken for. */
const OTHER_MS = 10;

export const roundTripMs = ({ service, operation }: { readonly service: string; readonly operation: string }): number =>
  ROUND_TRIP_MS[`${service} ${operation}`] ?? OTHER_MS;
