/** `npm run catalogue`: writes the published catalogue of all codes, for people and for systems. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalogueFiles } from "./catalogue-files.ts";

const FOLDER = resolve(import.meta.dirname, "../../docs");

for (const [name, text] of Object.entries(catalogueFiles())) writeFileSync(join(FOLDER, name), text);
