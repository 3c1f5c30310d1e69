/** Dossiers of works contracts as use cases write them, on whatever adapters; identifiers are fresh, since tests share tables. */
import type { MembreDepot } from "#domain/depots/depot.ts";
import type { Facture } from "#domain/facture/facture.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import { NO_REQUIREMENT } from "#domain/structures/structure.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { type ActDone, type NewPiece, openDossier } from "#domain/travaux/decide.ts";
import { type Dossier, findPiece } from "#domain/travaux/dossier.ts";
import type { Party } from "#domain/travaux/transitions.ts";
import type { ActeEcrit } from "#ports/dossiers.ts";
import type { Integration, IntegrationOutcome } from "#ports/factures.ts";
import { act, INSTANT, piece } from "#test/unit/domain/travaux/marche.ts";
import { deterministicId, sha256Hex } from "#usecases/identity.ts";
import { makeWriteAct } from "#usecases/write-act.ts";
import type { Adapters } from "./adapters.ts";

const AUTEUR = "compte:contrat";

let drawn = 0;
export const fresh = (kind: string): string => deterministicId("travaux", kind, String(drawn++), String(process.pid));

const newStructure = (): StructureId => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure: `998${String(drawn++).padStart(11, "0")}`,
});

export interface Parties {
  readonly titulaire: StructureId;
  readonly moe: StructureId;
  readonly moa: StructureId;
  /** The structure whose service financier pays. */
  readonly payeur: StructureId;
}

/** What the row of an invoice says of a piece. */
const factureOf = (after: Dossier, { id, numero, cadre, montants, destinataire, codeService }: NewPiece): Facture => {
  const statut = findPiece(after, id)?.statut ?? "DEPOSEE";
  return {
    id,
    alias: 8_000_000_000_000_000 + drawn++,
    dossier: after.id,
    numeroFacture: numero,
    dateFacture: INSTANT.slice(0, 10),
    typeFacture: "380",
    cadre,
    devise: "EUR",
    montantTtc: montants.ttc,
    fournisseur: { ...after.fournisseur, raisonSocialeStructure: "Exemple" },
    destinataire: { ...destinataire, raisonSocialeStructure: "Exemple" },
    ...(codeService !== undefined && { codeService }),
    statut: statut === "DEPOSEE" ? "MISE_A_DISPOSITION" : statut,
    syntaxe: "ubl-invoice",
    sha256: "0".repeat(64),
    taille: 10,
    depot: fresh("depot"),
    dateDepot: INSTANT,
    auteur: AUTEUR,
  };
};

/** A contract with parties of its own, and what is done in it. */
export const contractSite = async (adapters: Adapters) => {
  const parties: Parties = {
    titulaire: newStructure(),
    moe: newStructure(),
    moa: newStructure(),
    payeur: newStructure(),
  };
  for (const one of Object.values(parties)) {
    await adapters.editor.saveStructure(
      {
        ...one,
        raisonSocialeStructure: "Exemple",
        structurePriveePublique: "PUBLIQUE",
        statut: "ACTIVE",
        parametres: NO_REQUIREMENT,
        partitions: 1,
      },
      [],
    );
  }
  const writeAct = makeWriteAct(adapters);

  const newPiece = (cadre: CadreMensuel, changes: Partial<NewPiece> = {}): NewPiece => {
    const { titulaire, moe, moa, payeur } = parties;
    const auteur = { FOURNISSEUR: titulaire, MOE: moe, MOA: moa }[CIRCUIT_MENSUEL[cadre].auteur];
    return piece(cadre, { id: fresh("facture"), auteur, moe, moa, destinataire: payeur, ...changes });
  };

  const integrationOf = async (deposited: NewPiece, acte: ActeEcrit): Promise<Integration> => {
    const facture = factureOf(acte.after, deposited);
    const { depot } = await adapters.depots.create({
      id: facture.depot,
      deposant: AUTEUR,
      creeLe: INSTANT,
      nomFichier: "f.xml",
      taille: 10,
      verificationSeule: false,
      empreinteDemande: "e",
    });
    await adapters.depots.claim(depot.id, "v1", INSTANT);
    const membre: MembreDepot = { rang: 1, resultat: "INTEGREE", jugeLe: INSTANT, facture: facture.id, fautes: [] };
    return { facture, partitions: 1, passages: [], membre, acte };
  };

  /** A deposit that opens a dossier. */
  const opening = async (cadre: CadreMensuel, changes: Partial<NewPiece> = {}, instant = INSTANT) => {
    const deposited = newPiece(cadre, changes);
    const empty = { id: fresh("dossier"), fournisseur: parties.titulaire, ccag: "2021" as const };
    const { dossier, changes: lines } = openDossier(empty, deposited, instant);
    const acte = await writeAct(
      { before: undefined, after: dossier, changes: lines },
      { acte: "deposer", by: "AUTEUR", auteur: AUTEUR, instant, empreinte: "e" },
    );
    return integrationOf(deposited, acte);
  };

  const open = async (...details: Parameters<typeof opening>): Promise<Dossier> => {
    const integration = await opening(...details);
    const outcome = await adapters.factures.integrate(integration);
    if (outcome !== "integrated" || !integration.acte) throw new Error(outcome);
    return integration.acte.after;
  };

  /** All that the act writes, at the visit where this dossier is. */
  const written = async (dossier: Dossier, by: Party, done: ActDone): Promise<ActeEcrit> => {
    const { dossier: after, changes } = act(dossier, by, done);
    const empreinte = sha256Hex(JSON.stringify(done));
    const { acte, motif } = done;
    return writeAct(
      { before: dossier, after, changes },
      { acte, by, auteur: AUTEUR, instant: INSTANT, empreinte, ...(motif && { motif }) },
    );
  };

  const decide = async (dossier: Dossier, by: Party, done: ActDone): Promise<Dossier> => {
    const acte = await written(dossier, by, done);
    const outcome = await adapters.dossiers.decide(acte);
    if (outcome !== "decided") throw new Error(outcome);
    return acte.after;
  };

  /** A deposit that associates a piece. */
  const association = async (dossier: Dossier, by: "MOE" | "MOA", cadre: CadreMensuel) => {
    const nextPiece = newPiece(cadre);
    return integrationOf(nextPiece, await written(dossier, by, { acte: "associer", nextPiece }));
  };

  const associate = async (dossier: Dossier, by: "MOE" | "MOA", cadre: CadreMensuel): Promise<Dossier> => {
    const integration = await association(dossier, by, cadre);
    const outcome: IntegrationOutcome = await adapters.factures.integrate(integration);
    if (outcome !== "integrated" || !integration.acte) throw new Error(outcome);
    return integration.acte.after;
  };

  const statutsOf = async (id: string): Promise<readonly string[]> =>
    ((await adapters.factures.dossier(id))?.historique ?? []).map(({ statut }) => statut);

  return { parties, opening, open, written, decide, association, associate, statutsOf };
};
