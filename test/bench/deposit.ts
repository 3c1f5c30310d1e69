/** The judgement of a deposit, with a directory in memory: what is measured is the judgement, not the reading of rows. */
import { memoryAnnuaire, memoryAnnuaireEditor } from "#adapters/memory/memory-annuaire.ts";
import { memoryDossiers } from "#adapters/memory/memory-dossiers.ts";
import { memoryFactures } from "#adapters/memory/memory-factures.ts";
import { memoryStore } from "#adapters/memory/store.ts";
import { machineSystem } from "#adapters/system.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { DEPOSIT_PROFILE } from "#domain/regles/national/profiles.ts";
import type { Principal } from "#domain/structures/structure.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { SAMPLE_ACCOUNTS, SAMPLES } from "#infra/samples/directory.ts";
import { makeSavePrincipal, makeSaveStructure } from "#usecases/edit-annuaire.ts";
import { makeJudgeInvoice } from "#usecases/judge-invoice.ts";
import type { Work } from "./rounds.ts";

/** The directory knows the parties of the samples. */
export const depositInMemory = async (): Promise<Work> => {
  const store = memoryStore();
  const editor = memoryAnnuaireEditor(store);
  for (const structure of Object.values(SAMPLES)) await makeSaveStructure({ editor })(structure);
  const { clientId, rattachements } = SAMPLE_ACCOUNTS.menuiserie;
  const principal: Principal = { id: `compte:${clientId}`, statut: "ACTIF", rattachements };
  await makeSavePrincipal({ editor })(principal);
  const judge = makeJudgeInvoice({
    annuaire: memoryAnnuaire(store),
    factures: memoryFactures(store),
    dossiers: memoryDossiers(store),
    verifyInvoice,
    checkSiretKey: true,
    guidelines: GUIDELINES,
    profile: DEPOSIT_PROFILE,
    system: machineSystem,
  });
  return ({ bytes }) => judge(bytes, { deposant: principal.id, verificationSeule: false });
};
