import { formatStructureId } from "#domain/structures/identifiers.ts";
import type { Annuaire, AnnuaireEditor } from "#ports/annuaire.ts";
import type { MemoryStore } from "./store.ts";

export const memoryAnnuaire = ({ structures, principals, secrets }: MemoryStore): Annuaire => ({
  principal: async (id) => principals.get(id),
  structures: async (ids) =>
    [...new Set(ids.map(formatStructureId))].flatMap((id) => structures.get(id)?.structure ?? []),
  service: async (id, codeService) =>
    structures.get(formatStructureId(id))?.services.find((service) => service.codeService === codeService),
  secrets: async (clientId) => secrets.get(clientId) ?? [],
});

export const memoryAnnuaireEditor = ({ structures, principals, secrets }: MemoryStore): AnnuaireEditor => ({
  saveStructure: async (structure, services) => {
    structures.set(formatStructureId(structure), { structure, services });
  },
  savePrincipal: async (principal) => {
    principals.set(principal.id, principal);
  },
  saveSecrets: async (clientId, list) => {
    secrets.set(clientId, list);
  },
});
