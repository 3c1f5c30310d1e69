/** Plays the sample dossiers of works contracts through the API. Starting again on the same data changes nothing. */
import * as z from "zod";
import type { Runtime } from "../local/runtime.ts";
import { SAMPLE_ACCOUNTS } from "../samples/directory.ts";
import { SAMPLE_DOSSIERS, type SampleDossier } from "../samples/travaux.ts";
import { ApiRefusal, type Session, signIn, upload } from "./platform.ts";

export interface DossierRow {
  readonly nom: string;
  readonly quoi: string;
  readonly dossier: string;
  readonly statut: string;
}

type Step = SampleDossier["etapes"][number];
type Deposited = Extract<Step, { readonly kind: "piece" }>;
type Act = Extract<Step, { readonly kind: "acte" }>;

/** Name of the function that an execution waits with. */
const TASK = "Travaux";

const Piece = z.object({ dossier: z.string(), statut: z.string() });
const Visited = z.object({ visite: z.int() });

const DONE_OR_DECIDED: ReadonlySet<number> = new Set([200, 201, 409]);

class Play {
  readonly #runtime: Runtime;
  readonly #sample: SampleDossier;
  #piece = "";
  #dossier = "";

  constructor(runtime: Runtime, sample: SampleDossier) {
    this.#runtime = runtime;
    this.#sample = sample;
  }

  async run(): Promise<DossierRow> {
    const { nom, quoi, etapes } = this.#sample;
    for (const step of etapes) await (step.kind === "piece" ? this.#deposit(step) : this.#act(step));
    const { statut } = await this.#read(await this.#session("menuiserie"));
    return { nom, quoi, dossier: this.#dossier, statut };
  }

  #session(compte: Step["compte"]): Promise<Session> {
    const { clientId, secret } = SAMPLE_ACCOUNTS[compte];
    return signIn(this.#runtime.urls.api, clientId, secret);
  }

  async #read(session: Session): Promise<z.output<typeof Piece>> {
    return Piece.parse(await (await session.get(`/v1/factures/${this.#piece}`)).json());
  }

  async #deposit({ compte, fichier, contenu, travaux }: Deposited): Promise<void> {
    const session = await this.#session(compte);
    const depot = await session.open(
      { nomFichier: fichier, taille: contenu.length, travaux: travaux ?? { piecePrecedente: this.#piece } },
      `exemple-${fichier}`,
    );
    if (depot.televersement) {
      // Only of a dossier that is new: whoever was asked already is not asked again.
      if (this.#sample.enPanne) this.#runtime.plan({ fonction: TASK, panne: "exception", nombre: 1 });
      await upload(depot.televersement, contenu);
    }
    const [membre] = (await session.verdict(depot.id)).factures;
    if (membre?.facture === undefined) throw new Error(`${fichier}: ${JSON.stringify(membre?.fautes)}`);
    this.#piece = membre.facture;
    await this.#runtime.settle();
    if (travaux) this.#dossier = (await this.#read(await this.#session(compte))).dossier;
  }

  async #act({ compte, acte }: Act): Promise<void> {
    const session = await this.#session(compte);
    const path = `/v1/travaux/dossiers/${this.#dossier}`;
    const { visite } = Visited.parse(await (await session.get(path)).json());
    const response = await session.post(`${path}/actes`, { visite, ...acte });
    if (!DONE_OR_DECIDED.has(response.status)) throw new ApiRefusal("act", response.status, await response.text());
    await this.#runtime.settle();
  }
}

export const seedDossiers = async (runtime: Runtime): Promise<readonly DossierRow[]> => {
  const rows: DossierRow[] = [];
  for (const sample of SAMPLE_DOSSIERS) rows.push(await new Play(runtime, sample).run());
  return rows;
};
