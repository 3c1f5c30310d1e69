import { composeCourriels } from "#compose";
import { makeHandler } from "./courriels.ts";

export const handler = makeHandler(composeCourriels());
