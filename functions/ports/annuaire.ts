import type { StructureId } from "#domain/structures/identifiers.ts";
import type { Principal, PrincipalId, SecretTechnique, Service, Structure } from "#domain/structures/structure.ts";

/** The directory, as routing and access control read it. Every answer is of now: no cache stands in between. */
export interface Annuaire {
  /** The caller with all its rattachements; undefined when the directory does not know it. */
  principal(id: PrincipalId): Promise<Principal | undefined>;
  /** The structures known under these identifiers, in any order; unknown ones are left out. */
  structures(ids: readonly StructureId[]): Promise<readonly Structure[]>;
  service(structure: StructureId, codeService: string): Promise<Service | undefined>;
  /** The live and past secrets of a technical account; empty when there is none of that id. */
  secrets(clientId: string): Promise<readonly SecretTechnique[]>;
}

/** The directory, as those who keep it write it. Every write replaces what stood under the same identifier. */
export interface AnnuaireEditor {
  saveStructure(structure: Structure, services: readonly Service[]): Promise<void>;
  savePrincipal(principal: Principal): Promise<void>;
  saveSecrets(clientId: string, secrets: readonly SecretTechnique[]): Promise<void>;
}
