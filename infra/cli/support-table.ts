/** `npm run support-table`: writes what the embedded runtime supports into its README. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { withSupportTable } from "../local/support-page.ts";

const PAGE = resolve(import.meta.dirname, "../local/README.md");

writeFileSync(PAGE, await withSupportTable(readFileSync(PAGE, "utf8")));
