import { composeTravaux } from "#compose";
import { makeHandler } from "./travaux.ts";

export const handler = makeHandler(composeTravaux());
