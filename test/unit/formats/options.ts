/** One supplier, one recipient: SIRETs with valid keys that no company has. */
import type { SampleOptions } from "#infra/samples/facture.ts";

export const OPTIONS = {
  numero: "F2026-001",
  dateEmission: "2026-02-28",
  dateEcheance: "2026-03-30",
  fournisseur: { siret: "99999999800019", raisonSociale: "Fournitures d'Exemple & Cie" },
  destinataire: { siret: "99999990700010", raisonSociale: "Commune d'Exemple" },
  codeService: "SERV1",
  engagement: "EJ-2026-1",
} as const satisfies SampleOptions;
