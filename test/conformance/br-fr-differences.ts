/**
 * Where our verdict by the BR-FR rules is not the recorded one, and why. The list may only shrink: one that agrees again
 * fails the test, and so does one that is not listed.
 */
import type { Difference } from "./differences.ts";

const UNREAD =
  "The rule is about terms of the French extension (sub-types and sellers of lines, the payer) that the model does not hold.";
const NO_BUYER = "Asked of the buyer, so that the fault shows its place; here there is none, which BR-07 says.";

const differencesOf = (path: string, why: string, ids: readonly string[]): readonly Difference[] =>
  ids.map((id) => ({ path, id, why }));

const SEVERAL_SELLERS = ["BR-FR-MV-02_EXT-FR-FE-163", "BR-FR-MV-06_EXT-FR-FE-167", "BR-FR-MV-07_BT-128"];

export const BR_FR_DIFFERENCES: readonly Difference[] = [
  ...differencesOf("instances/cii/97ebe4802f-facture_cii_soustraitance_a4.xml", UNREAD, ["BR-FR-09_EXT-FR-FE-46"]),
  ...differencesOf("instances/cii/b1c375e7d2-facture_cii_delegation_s8.xml", UNREAD, SEVERAL_SELLERS),
  ...differencesOf("instances/ubl-invoice/417ac21695-facture_ubl_delegation_s8.xml", UNREAD, [
    "BR-FR-MV-01_EXT-FR-FE-163",
    ...SEVERAL_SELLERS,
  ]),
  ...differencesOf("instances/cii/c25033aaa1-cii_sans_acheteur.xml", NO_BUYER, ["BR-FR-12_BT-49"]),
  ...differencesOf("instances/ubl-invoice/d1575dca92-ubl_sans_acheteur.xml", NO_BUYER, ["BR-FR-12_BT-49"]),
];
