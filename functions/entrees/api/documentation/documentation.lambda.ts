import { composeDocumentation } from "#compose";
import { makeHandler } from "./documentation.ts";

export const handler = makeHandler(composeDocumentation());
