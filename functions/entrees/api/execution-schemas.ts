/** Wire forms of executions, for operators: named as the lines of `npm run ops -- … --json` are, where they say the same. */
import * as z from "zod";
import { FILTERED_STATUTS, type FilteredStatut, STATUTS_EXECUTION } from "#domain/exploitation/execution.ts";
import { LIMITES_EXPLOITATION } from "#domain/limites/exploitation.ts";
import { APPLIQUER, hasReason, limite, REASON_WANTED } from "./exploitation-schema-parts.ts";
import { codes, instant, StructureQuery } from "./schema-parts.ts";

const { evenements, noms, page } = LIMITES_EXPLOITATION;

/** Names of Step Functions: a machine's, and an execution's (API reference, StartExecution). */
const machineName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,80}$/, "Le nom d'une machine compte 1 à 80 lettres ou chiffres.");
const executionName = z
  .string()
  .regex(
    /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u,
    "Le nom d'une exécution compte 1 à 80 caractères, sans espace.",
  );

const isStatut = (text: string): text is FilteredStatut => FILTERED_STATUTS.some((statut) => statut === text);

/** What somebody stopped on purpose is replayed on demand alone. */
const DEFAULT_STATUTS = "FAILED,TIMED_OUT";

const StatutsQuery = z
  .string()
  .default(DEFAULT_STATUTS)
  .transform((text, context): readonly FilteredStatut[] => {
    const statuts = text.split(",").filter(isStatut);
    if (statuts.length === text.split(",").length) return statuts;
    context.addIssue({ code: "custom", message: `Les statuts sont ${FILTERED_STATUTS.join(", ")}.` });
    return z.NEVER;
  })
  .describe(`Séparés par des virgules : ${FILTERED_STATUTS.join(", ")}`);

const InstantQuery = z.iso
  .datetime({ offset: true, error: "Écrivez un instant ISO 8601, par exemple 2026-11-23T14:30:00Z." })
  .transform((text) => new Date(text).toISOString())
  .optional();

export const ExecutionsQuery = z.strictObject({
  machine: machineName.optional().describe("Toutes, sans ce filtre"),
  statut: StatutsQuery,
  erreur: z.string().max(256).optional().describe("Nom exact de l'erreur"),
  structure: StructureQuery.describe(
    "TYPE:IDENTIFIANT ; le dossier de l'exécution l'a pour fournisseur, MOE, MOA, valideur ou destinataire",
  ),
  depuis: InstantQuery.describe("Dernier changement à partir de cet instant"),
  jusqua: InstantQuery.describe("Dernier changement avant cet instant"),
  // It holds the token of Step Functions, of up to 3,096 characters.
  curseur: z.string().max(6000).optional().describe("Valeur « curseur » de la page précédente"),
  limite: limite(page.max, "Exécutions d'une page ; elle peut en avoir quelques-unes de plus, ou moins et une suite"),
});

const StatutExecution = codes(STATUTS_EXECUTION);

const ExecutionListee = z.object({
  machine: z.string(),
  nom: z.string(),
  statut: StatutExecution,
  libelleStatut: z.string(),
  debut: instant("Début"),
  fin: instant("Fin").optional(),
  reprises: z.int().describe("Combien de fois elle a été reprise"),
  derniereReprise: instant("Dernière reprise").optional(),
  erreur: z.string().optional(),
  reprisePossible: z.boolean().describe("Selon Step Functions ; GET de l'exécution dit ce qui convient"),
});

export const ExecutionsResponse = z.object({
  executions: z.array(ExecutionListee),
  examinees: z.int().describe("Combien ont été examinées pour cette page"),
  hasMore: z.boolean().describe("Une page peut être courte, ou vide, et avoir une suite"),
  curseur: z.string().optional(),
});

export const ExecutionParams = z.strictObject({ machine: machineName, nom: executionName });

export const ExecutionResponse = z.object({
  execution: ExecutionListee.extend({
    entree: z.string().describe("JSON"),
    cause: z.string().optional(),
  }),
  etats: z.array(z.string()).describe("Où elle a échoué, fini ou en est, l'état le plus extérieur d'abord"),
  attend: z.enum(["jeton", "instant", "activite"]).optional(),
  bloque: z.string().optional().describe("Qui elle bloque, en une phrase"),
  echec: z
    .object({
      erreur: z.string().optional(),
      cause: z.string().optional(),
      phrase: z.string(),
      correction: z.string(),
    })
    .optional(),
  verdict: z.object({
    remede: z.enum(["redrive", "restart", "aucun"]),
    raison: z.string(),
  }),
  historique: z
    .array(z.object({ instant: instant("Instant"), type: z.string(), phrase: z.string() }))
    .describe(
      `Parmi les ${evenements.max} derniers événements, le plus ancien d'abord ; sans les données ni les jetons`,
    ),
});

export const RejeuBody = z
  .strictObject({
    executions: z
      .array(z.strictObject({ machine: machineName, nom: executionName }))
      .min(1, "Nommez au moins une exécution.")
      .max(noms.max, `Un appel nomme ${noms.max} exécutions au plus.`),
    ...APPLIQUER,
  })
  .refine(hasReason, REASON_WANTED);

const ETATS_REJEU = [
  "A_REPRENDRE",
  "A_REDEMARRER",
  "REPRISE",
  "REDEMARREE",
  "SANS_OBJET",
  "REFUSEE",
  "INTROUVABLE",
  "NON_TRAITEE",
] as const;

export const RejeuResponse = z.object({
  applique: z.boolean(),
  executions: z
    .array(
      z.object({
        machine: z.string(),
        nom: z.string(),
        etat: z
          .enum(ETATS_REJEU)
          .describe("NON_TRAITEE : le temps d'un appel était passé ; nommez-la dans un autre appel"),
        raison: z.string().optional(),
        nouveauNom: z.string().optional().describe("D'un redémarrage"),
      }),
    )
    .describe("Dans l'ordre de la demande ; GET d'une exécution dit ensuite ce qu'elle est devenue"),
});
