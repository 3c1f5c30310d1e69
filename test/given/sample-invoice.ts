import { SAMPLES } from "#infra/samples/directory.ts";
import type { SampleOptions, SampleParty } from "#infra/samples/facture.ts";
import { sampleUbl } from "#infra/samples/invoice.ts";
import type { StructureEntry } from "#usecases/edit-annuaire.ts";

export const party = ({ identifiantStructure, raisonSocialeStructure }: StructureEntry): SampleParty => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});

type SampleChanges = Partial<Omit<SampleOptions, "numero">>;

/** An invoice of the sample joiner's to the sample secondary school, which asks for neither service nor engagement. */
export const sampleInvoice = (numero: string, changes: SampleChanges = {}): Buffer =>
  Buffer.from(
    sampleUbl({
      numero,
      dateEmission: "2026-11-02",
      fournisseur: party(SAMPLES.menuiserie),
      destinataire: party(SAMPLES.lycee),
      ...changes,
    }),
  );
