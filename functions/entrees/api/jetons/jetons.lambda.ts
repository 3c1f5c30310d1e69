import { composeJetons } from "#compose";
import { makeHandler } from "./jetons.ts";

export const handler = makeHandler(composeJetons());
