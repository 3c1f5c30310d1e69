/** Deterministic ids: the same fact, told twice, gets the same id. */
import { createHash } from "node:crypto";
import type { Cadre } from "#domain/cadres/cadres.ts";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import { encodeId } from "#domain/identifiants/encode-id.ts";
import { unicityOwner } from "#domain/structures/identifiers.ts";
import { CIRCUIT_MENSUEL, isMensuel } from "#domain/travaux/circuit.ts";

/** The id that these parts determine. Parts are length-prefixed, so that no two lists of parts collide. */
export const deterministicId = (...parts: readonly string[]): string =>
  encodeId(
    createHash("sha256")
      .update(parts.map((part) => `${part.length}:${part}`).join(""))
      .digest(),
  );

export const sha256Hex = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Invoices of one class share one series of numbers. In the works chain supplier, MOE and MOA each number what they deposit,
 * under the name of the one supplier who is paid: each of them has a class [inferred].
 */
const unicityClass = (cadre: Cadre): string =>
  isMensuel(cadre) ? `TRAVAUX-${CIRCUIT_MENSUEL[cadre].auteur}` : "FACTURE";

/** Year of BT-2, SIREN of the seller, BT-1 (AIFE 2026, unicity control), and the class: whoever sends it. */
export const factureId = ({ fournisseur, dateFacture, numeroFacture, cadre }: EnTeteFacture): string =>
  deterministicId("facture", unicityOwner(fournisseur), dateFacture.slice(0, 4), numeroFacture, unicityClass(cadre));
