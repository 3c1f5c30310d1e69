import { composeIntake } from "#compose";
import { makeHandler } from "./intake.ts";

export const handler = makeHandler(composeIntake());
