import { composeEvenements } from "#compose";
import { makeHandler } from "./events.ts";

export const handler = makeHandler(composeEvenements());
