/** What a depositor says of a piece beside the document, which has no place for it in either syntax. */
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { CcagVersion } from "#domain/travaux/delais.ts";

/** The one in force (arrêté du 30 mars 2021), where a depositor names none. */
export const DEFAULT_CCAG: CcagVersion = "2021";

export interface DeclarationTravaux {
  readonly moe?: StructureId;
  readonly moa?: StructureId;
  /** In the order in which they validate, two at most; without any, the one that the document names. */
  readonly valideurs?: readonly StructureId[];
  /** Of the contract, where the deposit opens a dossier; {@link DEFAULT_CCAG} without one. */
  readonly ccag?: CcagVersion;
  /** Id of the piece that the deposited one is associated to; without it, the deposit opens a dossier. */
  readonly piecePrecedente?: string;
}
