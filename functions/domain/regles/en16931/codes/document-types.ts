/**
 * UNTDID 1001, document name code (BT-3), as the EN 16931 artefacts 1.3.16 accept it: each UBL document has its own part of
 * the list, a CII document is either.
 */
import { codeList } from "#domain/regles/en16931/codes/code-list.ts";

const INVOICES = `
  102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 456 457 471 472
  473 500 501 527 553 575 623 633 71 751 780 80 81 817 82 84 870 875 876 877 935
`;

const CREDIT_NOTES = "261 262 296 308 381 396 420 458 502 503 532 81 83";

export const UBL_INVOICE_TYPES = codeList(INVOICES);

export const UBL_CREDIT_NOTE_TYPES = codeList(CREDIT_NOTES);

export const CII_DOCUMENT_TYPES = codeList(`${INVOICES} ${CREDIT_NOTES}`);
