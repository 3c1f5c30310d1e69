/** What an act has to say beside its name: told to callers before they act, and asked of them when they do. */
import type { Acte, Transition } from "#domain/travaux/transitions.ts";

export const ACT_FIELDS = ["motif", "commentaire", "acheminement", "valideur"] as const;
export type ActField = (typeof ACT_FIELDS)[number];

const SAID: Readonly<Record<Transition["says"], readonly ActField[]>> = {
  "motif et commentaire": ["motif", "commentaire"],
  commentaire: ["commentaire"],
  rien: [],
};

/** Fields that one act alone has. */
export const FIELDS_OF_ONE_ACT = {
  motif: "refuser",
  acheminement: "recycler",
  valideur: "corrigerValideur",
} as const satisfies Readonly<Partial<Record<ActField, Acte>>>;

/** What the act cannot be done without. */
export const requiredFields = ({ acte, says }: Pick<Transition, "acte" | "says">): readonly ActField[] =>
  ACT_FIELDS.filter((field) => {
    const only = field === "commentaire" ? undefined : FIELDS_OF_ONE_ACT[field];
    return SAID[says].includes(field) || only === acte;
  });
