import { composeDossiersTravaux } from "#compose";
import { makeHandler } from "./travaux.ts";

export const handler = makeHandler(composeDossiersTravaux());
