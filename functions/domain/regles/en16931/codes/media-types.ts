/** IANA media types of attached documents (BT-125-1) that EN 16931 allows, as its artefacts 1.3.16 accept them. */
import { codeList } from "#domain/regles/en16931/codes/code-list.ts";

/** Compared as written. */
export const MEDIA_TYPES = codeList(`
  application/pdf application/vnd.oasis.opendocument.spreadsheet
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet image/jpeg image/png text/csv
`);
