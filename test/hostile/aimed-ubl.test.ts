import { runAimed } from "./aimed-run.ts";

runAimed("UBL");
