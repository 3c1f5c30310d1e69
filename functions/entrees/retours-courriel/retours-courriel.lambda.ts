import { composeRetoursCourriel } from "#compose";
import { makeHandler } from "./retours-courriel.ts";

export const handler = makeHandler(composeRetoursCourriel());
