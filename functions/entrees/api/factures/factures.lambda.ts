import { composeFactures } from "#compose";
import { makeHandler } from "./factures.ts";

export const handler = makeHandler(composeFactures());
