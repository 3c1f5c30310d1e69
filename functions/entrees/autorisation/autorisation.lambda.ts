import { composeAutorisation } from "#compose";
import { makeHandler } from "./autorisation.ts";

export const handler = makeHandler(composeAutorisation());
