import { composeEcheances } from "#compose";
import { makeHandler } from "./echeances.ts";

export const handler = makeHandler(composeEcheances());
