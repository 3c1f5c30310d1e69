/** Mentions and treatments in the notes (BG-1): BR-FR-05, 06, 20, 31 and BR-FR-CO-14. */
import { terms } from "#domain/facture/invoice.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { ASSUJETTI_UNIQUE } from "#domain/regles/national/codes.ts";
import type { GroupRule, NationalRule } from "#domain/regles/national/national-rule.ts";
import { notesAbout } from "#domain/regles/national/notes.ts";

/** Mentions that the law asks for, by the code of their subject (UNTDID 4451). */
const MENTIONS = {
  PMT: "l'indemnité forfaitaire pour frais de recouvrement",
  PMD: "les pénalités de retard",
  AAB: "l'escompte ou son absence",
} as const;

/** Written once at most: the mentions, and the membership of an assujetti unique. */
const ONCE = { ...MENTIONS, TXD: "le régime de taxe du vendeur" } as const;

const presenceRule = ([subject, name]: readonly [string, string]): GroupRule => ({
  ...BR_FR,
  id: `BR-FR-05_BT-22_${subject}`,
  terms: ["BT-22", "BT-21"],
  on: "BG-0",
  holds: (_, { invoice }) => notesAbout(invoice, subject).length > 0,
  message: `La mention sur ${name} manque : aucune note (BT-22) n'a le code sujet ${subject} (BT-21).`,
  fix: `Ajoutez une note de code sujet ${subject} sur ${name}.`,
});

const onceRule = ([subject, name]: readonly [string, string]): GroupRule => ({
  ...BR_FR,
  id: `BR-FR-06_BT-21_${subject}`,
  terms: ["BT-21", "BT-22"],
  on: "BG-0",
  holds: (_, { invoice }) => notesAbout(invoice, subject).length <= 1,
  message: `Plusieurs notes ont le code sujet ${subject} (BT-21), sur ${name}.`,
  fix: `Réunissez ces mentions en une seule note de code sujet ${subject}.`,
});

/** How platforms are to treat the invoice: written in a note of subject BAR. */
const TREATMENTS: readonly string[] = ["B2B", "B2BINT", "B2C", "B2CINT", "OUTOFSCOPE", "ARCHIVEONLY"];

/** What a member of an assujetti unique writes in a note of subject TXD. */
const MEMBER = "MEMBRE_ASSUJETTI_UNIQUE";

export const NOTE_RULES: readonly NationalRule[] = [
  ...Object.entries(MENTIONS).map(presenceRule),
  ...Object.entries(ONCE).map(onceRule),
  {
    ...BR_FR,
    id: "BR-FR-20_BT-21",
    terms: ["BT-22", "BT-21"],
    on: "BG-0",
    holds: (_, { invoice }) => notesAbout(invoice, "BAR").every(({ text }) => text === "" || TREATMENTS.includes(text)),
    message: "Une note de code sujet BAR (BT-21) indique un traitement qui n'existe pas (BT-22).",
    fix: `Indiquez l'un des traitements ${TREATMENTS.join(", ")}, ou retirez cette note.`,
  },
  {
    ...BR_FR,
    id: "BR-FR-31_BT-21",
    terms: ["BT-21", "BT-22"],
    on: "BG-0",
    holds: (_, { invoice }) => notesAbout(invoice, "BAR").filter(({ text }) => TREATMENTS.includes(text)).length <= 1,
    message: "Plusieurs notes de code sujet BAR (BT-21) indiquent chacune un traitement.",
    fix: "Gardez une seule note de code sujet BAR.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-14_BT-29-1",
    terms: ["BT-29", "BT-21", "BT-22"],
    on: "BG-4",
    holds: (seller, { invoice }) =>
      terms(seller, "BT-29").every(({ scheme }) => scheme !== ASSUJETTI_UNIQUE) ||
      notesAbout(invoice, "TXD").some(({ text }) => text === MEMBER),
    message: "Le vendeur est membre d'un assujetti unique (BT-29), et aucune note de code sujet TXD ne le dit.",
    fix: `Ajoutez une note de code sujet TXD dont le texte est ${MEMBER}.`,
  },
];
