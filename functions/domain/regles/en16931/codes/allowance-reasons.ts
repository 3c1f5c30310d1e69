/** UNTDID 5189, allowance identification code, as the EN 16931 artefacts 1.3.16 accept it. */
import { codeList } from "#domain/regles/en16931/codes/code-list.ts";

/** Values of BT-98 and BT-140. */
export const ALLOWANCE_REASONS = codeList(`
  100 102 103 104 105 41 42 60 62 63 64 65 66 67 68 70 71 88 95
`);
