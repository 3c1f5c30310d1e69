import { composeDepots } from "#compose";
import { makeHandler } from "./depots.ts";

export const handler = makeHandler(composeDepots());
