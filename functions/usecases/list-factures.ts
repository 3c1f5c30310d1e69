import { type Action, describeStructures, structuresFor } from "#domain/droits/rights.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { PAGE } from "#domain/limites/depot.ts";
import { type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Principal, PrincipalId } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Factures, FacturesPage, Position, Qualite } from "#ports/factures.ts";
import type { System } from "#ports/system.ts";

export interface ListFacturesDeps {
  readonly annuaire: Pick<Annuaire, "principal" | "structures">;
  readonly factures: Pick<Factures, "page">;
  readonly system: Pick<System, "now">;
}

export interface ListRequest {
  /** As supplier or as recipient; by default, whichever the caller has a right to. */
  readonly qualite?: Qualite;
  /** Needed only by callers that have several. */
  readonly structure?: StructureId;
  readonly position?: Position;
  readonly limite?: number;
}

/** The right to read a list, by the part that the structure plays in its invoices. */
const ACTION_OF: Readonly<Record<Qualite, Action>> = {
  FOURNISSEUR: "CONSULTER_FACTURE_EMISE",
  DESTINATAIRE: "CONSULTER_FACTURE_RECUE",
};

interface List {
  readonly qualite: Qualite;
  readonly structure: StructureId;
}

/** The lists that the caller may read, narrowed to what it asked for. */
const readableLists = (principal: Principal, { qualite, structure }: ListRequest): readonly List[] =>
  (Object.keys(ACTION_OF) as Qualite[])
    .filter((one) => qualite === undefined || one === qualite)
    .flatMap((one) => structuresFor(principal, ACTION_OF[one]).map((owner) => ({ qualite: one, structure: owner })))
    .filter((list) => structure === undefined || sameStructure(list.structure, structure));

const choose = (principal: Principal, request: ListRequest): List => {
  const lists = readableLists(principal, request);
  const [only] = lists;
  if (!only) throw new DomainError(request.structure ? "STRUCTURE_INTROUVABLE" : "HABILITATION_INSUFFISANTE");
  if (lists.length === 1) return only;
  const structures = describeStructures(lists.map(({ structure }) => structure));
  throw new DomainError(
    "STRUCTURE_A_PRECISER",
    `Plusieurs listes vous sont accessibles : précisez structure (${structures}) et, au besoin, qualite.`,
  );
};

/**
 * One page of the invoices of one structure, newest first.
 *
 * @throws {DomainError} HABILITATION_INSUFFISANTE, STRUCTURE_INTROUVABLE or STRUCTURE_A_PRECISER.
 */
export const makeListFactures =
  ({ annuaire, factures, system }: ListFacturesDeps) =>
  async (caller: PrincipalId, request: ListRequest): Promise<FacturesPage & List> => {
    const principal = await annuaire.principal(caller);
    if (!principal) throw new DomainError("HABILITATION_INSUFFISANTE");
    const list = choose(principal, request);
    const page = await factures.page({
      ...list,
      partitions: list.qualite === "DESTINATAIRE" ? await partitionsOf(annuaire, list.structure) : 1,
      limit: request.limite ?? PAGE.defaut,
      now: system.now().toISOString(),
      ...(request.position && { after: request.position }),
    });
    return { ...page, ...list };
  };

const partitionsOf = async (annuaire: Pick<Annuaire, "structures">, id: StructureId): Promise<number> => {
  const [structure] = await annuaire.structures([id]);
  return structure?.partitions ?? 1;
};
