import { composeVerifications } from "#compose";
import { makeHandler } from "./verifications.ts";

export const handler = makeHandler(composeVerifications());
