/** `npm run diagram`: draws each state machine into its page. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { diagramOf, withDiagram } from "./mermaid.ts";

const FOLDER = resolve(import.meta.dirname, "../../statemachines");

for (const name of readdirSync(FOLDER)) {
  const page = join(FOLDER, name, "README.md");
  const definition = readFileSync(join(FOLDER, name, "definition.asl.json"), "utf8");
  writeFileSync(page, withDiagram(readFileSync(page, "utf8"), diagramOf(definition)));
}
