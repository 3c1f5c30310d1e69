/** The rows of the memory adapters, shared as the tables are, so that one write can touch several ports at once. */
import type { Depot, MembreDepot } from "#domain/depots/depot.ts";
import type { Inscription } from "#domain/exploitation/registre.ts";
import type { Courriel, Facture } from "#domain/facture/facture.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { Principal, SecretTechnique, Service, Structure } from "#domain/structures/structure.ts";
import type { Dossier } from "#domain/travaux/dossier.ts";
import type { Decision } from "#ports/dossiers.ts";
import type { Evenement } from "#ports/evenements.ts";

export interface MemoryStore {
  readonly structures: Map<string, { readonly structure: Structure; readonly services: readonly Service[] }>;
  readonly principals: Map<string, Principal>;
  readonly secrets: Map<string, readonly SecretTechnique[]>;
  readonly depots: Map<string, Depot>;
  readonly membres: Map<string, readonly MembreDepot[]>;
  readonly factures: Map<string, Facture>;
  readonly passages: Map<string, readonly HistoryEntry[]>;
  readonly alias: Map<number, string>;
  readonly evenements: Map<string, Evenement>;
  readonly courriels: Map<string, Courriel>;
  readonly dossiers: Map<string, Dossier>;
  /** Decisions and tokens, by `<dossier>/<visit>`. */
  readonly decisions: Map<string, Decision>;
  readonly jetons: Map<string, string>;
  /** By `<instant>#<id>`. */
  readonly registre: Map<string, Inscription>;
}

export const memoryStore = (): MemoryStore => ({
  structures: new Map(),
  principals: new Map(),
  secrets: new Map(),
  depots: new Map(),
  membres: new Map(),
  factures: new Map(),
  passages: new Map(),
  alias: new Map(),
  evenements: new Map(),
  courriels: new Map(),
  dossiers: new Map(),
  decisions: new Map(),
  jetons: new Map(),
  registre: new Map(),
});
