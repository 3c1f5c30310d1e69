/** Writes what the live parts support into the page that promises it. */
import { supportTable } from "./assembly/support-table.ts";
import { openIdleParts } from "./idle-parts.ts";

const BEGIN = "<!-- support table: begin, written by npm run support-table -->";
const END = "<!-- support table: end -->";

/** The page with its table replaced. Throws when the page has no place for one. */
export const withSupportTable = async (page: string): Promise<string> => {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`the page has no "${BEGIN}" before a "${END}"`);
  const { parts, api, close } = openIdleParts();
  try {
    const table = supportTable(Object.values(parts), api.providers);
    return `${page.slice(0, begin + BEGIN.length)}\n\n${table}\n${page.slice(end)}`;
  } finally {
    await close();
  }
};
