import type { z } from "zod";
import { PAGE } from "#domain/limites/depot.ts";
import { endpoint, makeHttpHandler } from "#edge/http.ts";
import { decodeRank, encodeRank } from "#entrees/api/cursor.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import type { ActeBody } from "#entrees/api/travaux-schemas.ts";
import {
  wireDecision,
  wireDossierConsulte,
  wireDossierTravaux,
  wireEtape,
  wireStructure,
} from "#entrees/api/wire-travaux.ts";
import type { Journal } from "#ports/system.ts";
import { type ActOnDossierDeps, type DemandeActe, makeActOnDossier } from "#usecases/act-on-dossier.ts";
import { type ConsultDossierDeps, makeConsultDossier } from "#usecases/consult-dossier.ts";
import { type ListEtapesDeps, makeListEtapes } from "#usecases/list-etapes.ts";

export interface TravauxApiDeps extends ActOnDossierDeps {
  readonly dossiers: ActOnDossierDeps["dossiers"] & ConsultDossierDeps["dossiers"] & ListEtapesDeps["dossiers"];
  readonly factures: ConsultDossierDeps["factures"];
  readonly journal: Journal;
}

const demandeOf = ({ acheminement, ...demande }: z.output<typeof ActeBody>): DemandeActe => {
  if (acheminement === undefined) return demande;
  const { codeServiceExecutant, ...way } = acheminement;
  const service = codeServiceExecutant === undefined ? {} : { codeService: codeServiceExecutant };
  return { ...demande, acheminement: { ...way, ...service } };
};

/** Works contracts: what waits for me, a dossier, an act on it. */
export const makeHandler = (deps: TravauxApiDeps) => {
  const { system } = deps;
  const listEtapes = makeListEtapes(deps);
  const consultDossier = makeConsultDossier(deps);
  const actOnDossier = makeActOnDossier(deps);

  return makeHttpHandler(
    [
      endpoint(ROUTES.listerEtapesTravaux, async ({ caller, query }) => {
        const { structure, curseur, limite } = query;
        const page = await listEtapes(caller, {
          ...(structure && { structure }),
          ...(curseur !== undefined && { after: decodeRank(curseur) }),
          limit: limite ?? PAGE.defaut,
        });
        const now = system.now();
        return {
          status: 200,
          body: {
            structure: wireStructure(page.structure),
            etapes: page.etapes.map((etape) => wireEtape(etape, now)),
            hasMore: page.next !== undefined,
            ...(page.next !== undefined && { curseur: encodeRank(page.next) }),
          },
        };
      }),
      endpoint(ROUTES.consulterDossierTravaux, async ({ caller, params }) => {
        const consulted = await consultDossier(caller, params.id);
        return { status: 200, body: wireDossierConsulte(consulted, system.now()) };
      }),
      endpoint(ROUTES.agirSurDossierTravaux, async ({ caller, params, body }) => {
        const { dossier, decision, actes, repete } = await actOnDossier(caller, params.id, demandeOf(body));
        return {
          status: repete ? 200 : 201,
          body: { decision: wireDecision(decision), dossier: wireDossierTravaux(dossier, actes, system.now()) },
        };
      }),
    ],
    deps.journal,
  );
};
