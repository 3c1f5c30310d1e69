import { formatStructureId } from "#domain/structures/identifiers.ts";
import type { Principal, SecretTechnique, Service, Structure } from "#domain/structures/structure.ts";
import type { Annuaire, AnnuaireEditor } from "#ports/annuaire.ts";
import { hashSecret } from "./issue-token.ts";

export interface EditAnnuaireDeps {
  readonly annuaire: Pick<Annuaire, "secrets">;
  readonly editor: AnnuaireEditor;
}

export interface StructureEntry extends Structure {
  readonly services: readonly Service[];
}

/** A technical account lives with two secrets at once, so that one can be replaced while the other still works. */
const LIVE_SECRETS = 2;

export const makeSaveStructure =
  ({ editor }: Pick<EditAnnuaireDeps, "editor">) =>
  async ({ services, ...structure }: StructureEntry): Promise<void> => {
    const codes = services.map(({ codeService }) => codeService);
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice !== undefined) throw new Error(`${formatStructureId(structure)} has the service ${twice} twice`);
    await editor.saveStructure(structure, services);
  };

export const makeSavePrincipal =
  ({ editor }: Pick<EditAnnuaireDeps, "editor">) =>
  (principal: Principal): Promise<void> =>
    editor.savePrincipal(principal);

/**
 * Adds a secret to a technical account, valid until `fin`. The account keeps two: adding a third retires the one
 * that ends first. Adding the same secret again only changes its end.
 *
 * @param secret at least 256 bits of entropy, made by a generator and never chosen.
 */
export const makeAddSecret =
  ({ annuaire, editor }: Pick<EditAnnuaireDeps, "annuaire" | "editor">) =>
  async (clientId: string, secret: string, sel: string, fin: Date): Promise<void> => {
    const known = await annuaire.secrets(clientId);
    const others = known.filter((one) => hashSecret(one.sel, secret) !== one.empreinte);
    const added: SecretTechnique = { sel, empreinte: hashSecret(sel, secret), fin: fin.toISOString() };
    const latest = [...others].sort((a, b) => b.fin.localeCompare(a.fin)).slice(0, LIVE_SECRETS - 1);
    await editor.saveSecrets(clientId, [added, ...latest]);
  };
