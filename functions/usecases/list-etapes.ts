import { describeStructures, mayDo, structuresFor } from "#domain/droits/rights.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { formatStructureId, type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Principal, PrincipalId } from "#domain/structures/structure.ts";
import type { Etape } from "#domain/travaux/etapes.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import { RIGHTS_OF_PARTIES } from "./travaux-access.ts";

export interface ListEtapesDeps {
  readonly annuaire: Pick<Annuaire, "principal">;
  readonly dossiers: Pick<Dossiers, "etapes">;
}

export interface EtapesDemandees {
  /** Needed where the caller may read the steps of several. */
  readonly structure?: StructureId;
  readonly after?: string;
  readonly limit: number;
}

export interface EtapesPage {
  readonly structure: StructureId;
  readonly etapes: readonly Etape[];
  readonly next?: string;
}

const readable = (principal: Principal): readonly StructureId[] => {
  const found = new Map<string, StructureId>();
  for (const action of ["CONSULTER_TRAVAUX", "CONSULTER_A_VALIDER"] as const) {
    for (const structure of structuresFor(principal, action)) found.set(formatStructureId(structure), structure);
  }
  return [...found.values()];
};

/** A structure may be valideur and MOE at once, and the caller entitled to one of them alone. */
const mayRead = (principal: Principal, { by, structure }: Etape): boolean =>
  by !== "SYSTEME" && mayDo(principal, RIGHTS_OF_PARTIES[by].reads, structure);

/**
 * The open steps of one structure, the longest waiting first.
 *
 * @throws {DomainError} HABILITATION_INSUFFISANTE, STRUCTURE_A_PRECISER, STRUCTURE_INTROUVABLE.
 */
export const makeListEtapes =
  ({ annuaire, dossiers }: ListEtapesDeps) =>
  async (caller: PrincipalId, { structure: wanted, after, limit }: EtapesDemandees): Promise<EtapesPage> => {
    const principal = await annuaire.principal(caller);
    const structures = principal ? readable(principal) : [];
    if (!principal || structures.length === 0) throw new DomainError("HABILITATION_INSUFFISANTE");
    if (wanted === undefined && structures.length > 1) {
      throw new DomainError("STRUCTURE_A_PRECISER", `Précisez structure : ${describeStructures(structures)}.`);
    }
    const structure = wanted ? structures.find((one) => sameStructure(one, wanted)) : structures[0];
    if (structure === undefined) throw new DomainError("STRUCTURE_INTROUVABLE");
    const { etapes, next } = await dossiers.etapes({ structure, limit, ...(after !== undefined && { after }) });
    return {
      structure,
      etapes: etapes.filter((etape) => mayRead(principal, etape)),
      ...(next !== undefined && { next }),
    };
  };
