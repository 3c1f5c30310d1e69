/** The works chain as its parties play it: pieces deposited, acts done, and what became of the executions behind them. */
import {
  type HistoryEvent,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  SFNClient,
} from "@aws-sdk/client-sfn";
import * as z from "zod";
import { type Session, signIn, upload } from "#infra/cli/platform.ts";
import type { Runtime } from "#infra/local/runtime.ts";
import { physicalName } from "#infra/naming.ts";
import { SAMPLE_ACCOUNTS, SAMPLES } from "#infra/samples/directory.ts";
import { sampleUbl } from "#infra/samples/invoice.ts";
import { party } from "./sample-invoice.ts";

export type Account = keyof typeof SAMPLE_ACCOUNTS;

const siret = ({ identifiantStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
});

/** Who takes part in every dossier, beside the titulaire and the service financier. */
export const ACTORS = { moe: siret(SAMPLES.cabinet), moa: siret(SAMPLES.syndicat) };

/** A piece of the sample contract. @param montant euro cents, without VAT. */
export const workPiece = (numero: string, cadre: string, montant = 100_000): Buffer =>
  Buffer.from(
    sampleUbl({
      numero,
      cadre,
      dateEmission: "2026-11-02",
      fournisseur: party(SAMPLES.menuiserie),
      destinataire: party(SAMPLES.commune),
      codeService: "TECHNIQUE",
      lignes: [{ designation: "Lot menuiseries, situation du mois", quantite: 1, prixUnitaire: montant }],
    }),
  );

const Detail = z.looseObject({ statut: z.string(), dossier: z.string() });
const Visited = z.looseObject({ visite: z.int() });
const Mails = z.object({ courriers: z.array(z.looseObject({ to: z.array(z.string()), subject: z.string() })) });

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
}

/** Where the platform is: an embedded runtime whose directory holds the samples. */
export interface WorksPlace {
  readonly api: string;
  readonly runtime: Pick<Runtime, "settle">;
}

export const worksAt = ({ api, runtime }: WorksPlace) => {
  /** Fresh each time: a move of the clock may have ended the token before. */
  const session = (account: Account): Promise<Session> => {
    const { clientId, secret } = SAMPLE_ACCOUNTS[account];
    return signIn(api, clientId, secret);
  };

  /** The id of the piece that the file becomes; the same key twice is one deposit. */
  const deposit = async (account: Account, numero: string, bytes: Buffer, travaux: object): Promise<string> => {
    const report = await (await session(account)).deposit(`${numero}.xml`, bytes, { key: numero, travaux });
    await runtime.settle();
    const [membre] = report.factures;
    if (membre?.facture === undefined) throw new Error(JSON.stringify(report));
    return membre.facture;
  };

  const piece = async (account: Account, id: string) =>
    Detail.parse(await (await (await session(account)).get(`/v1/factures/${id}`)).json());

  const executions = async (): Promise<readonly Execution[]> => {
    const sfn = new SFNClient({});
    const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
    const machine = stateMachines.find(({ name }) => name === physicalName("local", "travaux"));
    const { executions: listed = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn, maxResults: 1000 }),
    );
    return listed.map(({ executionArn = "", name = "", status = "" }) => ({ arn: executionArn, name, status }));
  };

  return {
    session,
    deposit,
    piece,
    executions,
    settle: runtime.settle,

    /** Opens a deposit for the piece, and gives what uploads it: both halves can be kept apart by whatever happens. */
    open: async (account: Account, numero: string, bytes: Buffer, travaux: object) => {
      const { id, televersement } = await (await session(account)).open(
        { nomFichier: `${numero}.xml`, taille: bytes.length, travaux },
        numero,
      );
      if (!televersement) throw new Error(`the deposit of ${numero} came without a form`);
      return { id, send: () => upload(televersement, bytes) };
    },

    /** The titulaire's request, and the dossier that it opens. */
    request: async (numero: string): Promise<{ readonly piece: string; readonly dossier: string }> => {
      const id = await deposit("menuiserie", numero, workPiece(numero, "A4"), ACTORS);
      return { piece: id, dossier: (await piece("menuiserie", id)).dossier };
    },

    /** What the account does at the visit that it sees. */
    act: async (account: Account, dossier: string, acte: object): Promise<Response> => {
      const actor = await session(account);
      const { visite } = Visited.parse(await (await actor.get(`/v1/travaux/dossiers/${dossier}`)).json());
      const response = await actor.post(`/v1/travaux/dossiers/${dossier}/actes`, { visite, ...acte });
      await runtime.settle();
      return response;
    },

    /** Status of the execution of each dossier. */
    statuses: async (dossiers: readonly string[]): Promise<readonly (string | undefined)[]> => {
      const all = await executions();
      return dossiers.map((dossier) => all.find(({ name }) => name === dossier)?.status);
    },

    history: async ({ arn }: Execution): Promise<readonly HistoryEvent[]> => {
      const events: HistoryEvent[] = [];
      for await (const page of paginateGetExecutionHistory({ client: new SFNClient({}) }, { executionArn: arn }))
        events.push(...(page.events ?? []));
      return events;
    },

    /** Subjects of the e-mails that an address got. */
    mailsTo: async (address: string): Promise<readonly string[]> => {
      const { courriers } = Mails.parse(await (await fetch(`${api}/_local/courriers`)).json());
      return courriers.filter(({ to }) => to.includes(address)).map(({ subject }) => subject);
    },
  };
};

export type Works = ReturnType<typeof worksAt>;
