import { memoryAnnuaire, memoryAnnuaireEditor } from "#adapters/memory/memory-annuaire.ts";
import { memoryCourriels } from "#adapters/memory/memory-courriels.ts";
import { memoryDepots } from "#adapters/memory/memory-depots.ts";
import { memoryDossiers } from "#adapters/memory/memory-dossiers.ts";
import { memoryEvenements } from "#adapters/memory/memory-evenements.ts";
import { memoryFactures } from "#adapters/memory/memory-factures.ts";
import { memoryBucket } from "#adapters/memory/memory-uploads.ts";
import { memoryStore } from "#adapters/memory/store.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { formatStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import { NO_REQUIREMENT, type Principal, type PrincipalId, type Structure } from "#domain/structures/structure.ts";
import type { DeclarationTravaux } from "#domain/travaux/declaration.ts";
import { openArchive } from "#formats/archives/open-archive.ts";
import type { OutgoingMail } from "#ports/courriels.ts";
import type { Evenement } from "#ports/evenements.ts";
import { BUYER, type InvoiceValues, invoiceOf, SELLER } from "#test/given/invoice.ts";
import { makeActOnDossier } from "#usecases/act-on-dossier.ts";
import { makeConsultDepot } from "#usecases/consult-depot.ts";
import { makeConsultDossier } from "#usecases/consult-dossier.ts";
import { makeConsultFacture } from "#usecases/consult-facture.ts";
import { makeCreateDepot } from "#usecases/create-depot.ts";
import { makeExpireEtape } from "#usecases/expire-etapes.ts";
import { makeFollowEvenement } from "#usecases/follow-evenement.ts";
import { makeIntegrateDepot } from "#usecases/integrate-depot.ts";
import { type Membre, makeIntegrateMembre } from "#usecases/integrate-membre.ts";
import { makeListEtapes } from "#usecases/list-etapes.ts";
import { makeListFactures } from "#usecases/list-factures.ts";
import { makeSendCourriel } from "#usecases/send-courriel.ts";
import { makeSweep } from "#usecases/sweep.ts";
import { makeWarnHolder } from "#usecases/warn-holder.ts";

export const START = "2026-03-31T10:00:00.000Z";
export const OTHER_SELLER = "99900012800010";

export const siret = (identifiantStructure: string): StructureId => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
});

export const structure = (
  id: string,
  kind: Structure["structurePriveePublique"],
  emailStructure?: string,
): Structure => ({
  ...siret(id),
  raisonSocialeStructure: `Structure ${id}`,
  structurePriveePublique: kind,
  statut: "ACTIVE",
  parametres: NO_REQUIREMENT,
  partitions: 1,
  ...(emailStructure !== undefined && { emailStructure }),
});

export const principal = (
  id: PrincipalId,
  owner: string,
  habilitations: Principal["rattachements"][number]["habilitations"],
) => ({
  id,
  statut: "ACTIF" as const,
  rattachements: [{ structure: siret(owner), statut: "VALIDEE" as const, habilitations }],
});

export const SUPPLIER: PrincipalId = "compte:fournisseur";
export const RIVAL: PrincipalId = "compte:concurrent";
export const RECIPIENT: PrincipalId = "compte:destinataire";

/** Bytes that stand for an invoice: the values that its reader will give. */
export const bytesOf = (values: InvoiceValues | { readonly faults: readonly Fault[] }): Uint8Array =>
  Buffer.from(JSON.stringify(values));

const verifyInvoice = (bytes: Uint8Array) => {
  const values = JSON.parse(Buffer.from(bytes).toString("utf8")) as InvoiceValues & { faults?: readonly Fault[] };
  return values.faults
    ? { faults: values.faults, structure: [], rules: [] }
    : { invoice: invoiceOf(values), faults: [], structure: [], rules: [] };
};

/** The whole platform on memory adapters, with a clock that the test holds. */
export const given = () => {
  const store = memoryStore();
  const editor = memoryAnnuaireEditor(store);
  const clock = { now: new Date(START) };
  const logged: { code: string; details: Readonly<Record<string, unknown>> }[] = [];
  const log = (code: string, details: Readonly<Record<string, unknown>> = {}) => void logged.push({ code, details });
  let drawn = 0;
  const deps = {
    annuaire: memoryAnnuaire(store),
    depots: memoryDepots(store),
    factures: memoryFactures(store),
    dossiers: memoryDossiers(store),
    courriels: memoryCourriels(store),
    evenements: memoryEvenements(store),
    uploads: memoryBucket("2026-03-31T10:15:00.000Z"),
    journal: { info: log, error: log },
    verifyInvoice,
    openArchive,
    checkSiretKey: true,
    guidelines: GUIDELINES,
    profile: "en16931" as const,
    system: { now: () => clock.now, newId: () => `id${drawn++}`, newAlias: () => drawn++ },
  };
  const queued: { facture: string; id: string }[] = [];
  const requeued: { depot: string; versionId: string }[] = [];
  const sent: OutgoingMail[] = [];
  const queue = { enqueue: async (facture: string, id: string) => void queued.push({ facture, id }) };
  const courrier = {
    send: async (mail: OutgoingMail) => {
      sent.push(mail);
      return `message-${sent.length}`;
    },
  };
  const archive = deps.uploads;
  /** What the executions were told, in order. */
  const started: { readonly name: string; readonly input: object }[] = [];
  const answered: { readonly jeton: string; readonly output: object }[] = [];
  const executions = {
    start: async (name: string, input: object) => void started.push({ name, input }),
    answer: async (jeton: string, output: object) => void answered.push({ jeton, output }),
  };
  const follow = makeFollowEvenement({ ...deps, queue, executions });
  const expireEtape = makeExpireEtape(deps);
  const warnHolder = makeWarnHolder(deps);
  /** Members of archives on the intake's queue. */
  const waiting: Membre[] = [];
  const intake = {
    requeue: async (depot: string, versionId: string) => void requeued.push({ depot, versionId }),
    enqueueMembres: async (depot: string, rangs: readonly number[]) =>
      void waiting.push(...rangs.map((rang) => ({ depot, rang }))),
  };

  const world = {
    ...deps,
    store,
    editor,
    clock,
    logged,
    queued,
    requeued,
    waiting,
    sent,
    queue,
    courrier,
    intake,
    archive,
    follow,
    executions,
    started,
    answered,
    expireEtape,
    warnHolder,
    actOnDossier: makeActOnDossier(deps),
    consultDossier: makeConsultDossier(deps),
    listEtapes: makeListEtapes(deps),
    createDepot: makeCreateDepot(deps),
    consultDepot: makeConsultDepot(deps),
    consultFacture: makeConsultFacture(deps),
    listFactures: makeListFactures(deps),
    integrateDepot: makeIntegrateDepot({ ...deps, archive, intake }),
    integrateMembre: makeIntegrateMembre({ ...deps, archive }),
    sendCourriel: makeSendCourriel({ ...deps, courrier }),
    sweep: makeSweep({ ...deps, intake, follow, expireEtape, warnHolder }),
    pass: (seconds: number) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
    /** Deposits these bytes and lets the intake see the upload. */
    deposit: async (
      bytes: Uint8Array,
      {
        by = SUPPLIER,
        verificationSeule = false,
        travaux,
      }: {
        readonly by?: PrincipalId;
        readonly verificationSeule?: boolean;
        readonly travaux?: DeclarationTravaux;
      } = {},
    ) => {
      const { depot } = await world.createDepot(by, {
        nomFichier: "f.xml",
        taille: bytes.length,
        verificationSeule,
        ...(travaux && { travaux }),
      });
      const versionId = deps.uploads.upload(depot.id, bytes);
      await world.integrateDepot({ depot: depot.id, versionId });
      await world.integrateWaiting();
      return world.report(depot.id, by);
    },
    /** Lets the intake see the members on its queue, in order. */
    integrateWaiting: async () => {
      for (const membre of waiting.splice(0)) await world.integrateMembre(membre);
    },
    report: async (depot: string, by: PrincipalId = SUPPLIER) => {
      const found = await world.consultDepot(by, depot);
      return { ...found, membre: found.membres[0] };
    },
    pending: (): Evenement[] => [...store.evenements.values()].filter(({ faitLe }) => faitLe === undefined),
  };

  for (const one of [
    structure(SELLER, "PRIVEE"),
    structure(OTHER_SELLER, "PRIVEE"),
    structure(BUYER, "PUBLIQUE", "compta@commune.exemple"),
  ]) {
    store.structures.set(formatStructureId(one), { structure: one, services: [] });
  }
  for (const one of [
    principal(SUPPLIER, SELLER, { FACTURES_EMISES: "MODIFICATION" }),
    principal(RIVAL, OTHER_SELLER, { FACTURES_EMISES: "MODIFICATION" }),
    principal(RECIPIENT, BUYER, { FACTURES_RECUES: "CONSULTATION_UNIQUEMENT" }),
  ]) {
    store.principals.set(one.id, one);
  }
  return world;
};
