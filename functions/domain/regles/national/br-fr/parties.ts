/** Who the parties are: SIREN and SIRET, and identifiers with their schemes. BR-FR-09 to 11, 24, 26, 32, BR-FR-CO-10, CO-15. */
import { type Group, group, type Term, terms } from "#domain/facture/invoice.ts";
import { nameOf, type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { says } from "#domain/regles/en16931/facts.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { ASSUJETTI_UNIQUE, CODE_ROUTAGE, SIREN, SIRET } from "#domain/regles/national/codes.ts";
import { atMost, matches, ofScheme } from "#domain/regles/national/forms.ts";
import type { GroupRule, NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";
import { isBetweenBusinesses } from "#domain/regles/national/notes.ts";

const SIREN_FORM = /^\d{9}$/;
const SIRET_FORM = /^\d{14}$/;

/** Letters, digits and signs of a code routage; the published rule takes the plus as well. */
const ROUTING_CODE = /^[A-Za-z0-9+\-_.]+$/;
const MAX_ROUTING_CODE = 100;

const ofSchemeIn = (holder: Group, id: ReadTermId, scheme: string): Term | undefined =>
  terms(holder, id).find((term) => term.scheme === scheme);

export const sirenOf = (party: Group | undefined, legal: ReadTermId): string | undefined =>
  party && ofSchemeIn(party, legal, SIREN)?.value;

interface Party {
  readonly on: ReadGroupId;
  readonly id: ReadTermId;
  /** Where its SIREN stands, in the model. */
  readonly legal?: ReadTermId;
  /** Its SIREN must be there beside a SIRET: seller and buyer. */
  readonly needsSiren?: true;
}

const PARTIES: readonly Party[] = [
  { on: "BG-4", id: "BT-29", legal: "BT-30", needsSiren: true },
  { on: "BG-7", id: "BT-46", legal: "BT-47", needsSiren: true },
  { on: "BG-10", id: "BT-60", legal: "BT-61" },
  { on: "EXT-FR-FE-BG-03", id: "EXT-FR-FE-69" },
  // CII 16B writes both numbers of a valideur as identifiers of the party invoiced.
  { on: "EXT-FR-FE-BG-04", id: "EXT-FR-FE-92", legal: "EXT-FR-FE-92" },
];

const hasPlausibleSiret = (holder: Group, { id, legal, needsSiren }: Party): boolean => {
  const siret = ofSchemeIn(holder, id, SIRET)?.value;
  if (siret === undefined) return true;
  const siren = legal && sirenOf(holder, legal);
  if (siren === undefined || siren === "") return needsSiren !== true && SIRET_FORM.test(siret);
  return SIRET_FORM.test(siret) && siret.slice(0, 9) === siren;
};

const siretRule = (party: Party): GroupRule => ({
  ...BR_FR,
  id: `BR-FR-09_${party.id}`,
  terms: [party.id, ...(party.legal && party.legal !== party.id ? [party.legal] : [])],
  on: party.on,
  holds: (holder) => hasPlausibleSiret(holder, party),
  message: `Le SIRET de « ${nameOf(party.on)} » (${party.id}) n'a pas 14 chiffres, ou ne commence pas par son SIREN${party.legal ? ` (${party.legal})` : ""}.`,
  fix: "Indiquez le SIREN de l'entreprise (9 chiffres, schéma 0002) et le SIRET de l'établissement (14 chiffres, schéma 0009), qui commence par ce SIREN.",
});

/** Where an invoice is delivered is a place among others, with its identifiers and no SIREN in the model. */
const IDENTIFIED: readonly Pick<Party, "on" | "id">[] = [
  ...PARTIES.filter(({ id }) => id !== "EXT-FR-FE-92"),
  { on: "BG-13", id: "BT-71" },
];

const schemeRule = ({ id }: Pick<Party, "id">): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-CO-10_${id}-1`,
  terms: [id],
  ofTerm: id,
  // CII keeps identifiers without a scheme in an element of their own, of which nothing is asked.
  holds: ({ scheme }, _, { family }) => family === "CII" || scheme !== undefined,
  message: `Une valeur « ${TERMS[id].name} » (${id}) n'a pas de schéma d'identification.`,
  fix: "Indiquez le schéma de chaque identifiant, par exemple 0009 pour un SIRET.",
});

const oneOfSchemeRule = ({ on, id }: Pick<Party, "on" | "id">): GroupRule => ({
  ...BR_FR,
  id: `BR-FR-CO-10_${id}-2`,
  terms: [id],
  on,
  holds: (holder) => {
    const schemes = terms(holder, id).flatMap(({ scheme }) => scheme ?? []);
    return new Set(schemes).size === schemes.length;
  },
  message: `Deux valeurs « ${TERMS[id].name} » (${id}) ont le même schéma d'identification.`,
  fix: "Gardez un seul identifiant de chaque schéma.",
});

const LEGAL: readonly ReadTermId[] = ["BT-30", "BT-47", "BT-61", "EXT-FR-FE-92"];
const OTHERS: readonly ReadTermId[] = ["BT-29", "BT-46", "BT-60", "EXT-FR-FE-69"];

const sirenFormRule = (id: ReadTermId, kind: string, schemes: readonly string[]): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-32-${kind}_${id}`,
  terms: [id],
  ofTerm: id,
  holds: ofScheme(schemes, ({ value }) => SIREN_FORM.test(value)),
  message: `La valeur « ${TERMS[id].name} » (${id}) est donnée pour un SIREN et n'a pas 9 chiffres.`,
  fix: "Écrivez les 9 chiffres du SIREN, ou indiquez le schéma de l'identifiant que vous donnez.",
});

const ROUTED: readonly ReadTermId[] = ["BT-29", "BT-46"];

const routingRules = (id: ReadTermId): readonly ValueRule[] => [
  {
    ...BR_FR,
    id: `BR-FR-24_${id}`,
    terms: [id],
    ofTerm: id,
    holds: ofScheme([CODE_ROUTAGE], matches(ROUTING_CODE)),
    message: `Un code de routage (${id}, schéma ${CODE_ROUTAGE}) contient un caractère interdit.`,
    fix: "N'employez que des lettres sans accent, des chiffres et les signes - _ . dans un code de routage.",
  },
  {
    ...BR_FR,
    id: `BR-FR-26_${id}`,
    terms: [id],
    ofTerm: id,
    holds: ofScheme([CODE_ROUTAGE], atMost(MAX_ROUTING_CODE)),
    message: `Un code de routage (${id}, schéma ${CODE_ROUTAGE}) compte plus de ${MAX_ROUTING_CODE} caractères.`,
    fix: `Reprenez le code de routage dans l'annuaire : il compte au plus ${MAX_ROUTING_CODE} caractères.`,
  },
];

export const PARTY_RULES: readonly NationalRule[] = [
  ...PARTIES.map(siretRule),
  {
    ...BR_FR,
    id: "BR-FR-09_BT-71",
    terms: ["BT-71"],
    ofTerm: "BT-71",
    holds: ofScheme([SIRET], ({ value }) => SIRET_FORM.test(value)),
    message: "Le lieu de livraison (BT-71) est donné par un SIRET qui n'a pas 14 chiffres.",
    fix: "Écrivez les 14 chiffres du SIRET, ou indiquez le schéma de l'identifiant que vous donnez.",
  },
  {
    ...BR_FR,
    id: "BR-FR-10_BT-30",
    terms: ["BT-30"],
    on: "BG-4",
    holds: (seller) => SIREN_FORM.test(sirenOf(seller, "BT-30") ?? ""),
    message: "Le SIREN du vendeur (BT-30, schéma 0002) manque, ou n'a pas 9 chiffres.",
    fix: "Indiquez le SIREN du vendeur, de 9 chiffres, avec le schéma 0002.",
  },
  {
    ...BR_FR,
    id: "BR-FR-11_BT-47",
    terms: ["BT-47"],
    on: "BG-7",
    holds: (buyer, { invoice }) => !isBetweenBusinesses(invoice) || SIREN_FORM.test(sirenOf(buyer, "BT-47") ?? ""),
    message:
      "La facture est entre entreprises françaises (note BAR), et le SIREN de l'acheteur (BT-47, schéma 0002) manque ou n'a pas 9 chiffres.",
    fix: "Indiquez le SIREN de l'acheteur, de 9 chiffres, avec le schéma 0002.",
  },
  ...ROUTED.flatMap(routingRules),
  ...LEGAL.map((id) => sirenFormRule(id, "LEGALID", [SIREN])),
  ...OTHERS.map((id) => sirenFormRule(id, "ID", [SIREN, ASSUJETTI_UNIQUE])),
  ...IDENTIFIED.map(schemeRule),
  ...IDENTIFIED.map(oneOfSchemeRule),
  {
    ...BR_FR,
    id: "BR-FR-CO-15_BT-29-1",
    terms: ["BT-29", "BT-63"],
    on: "BG-4",
    holds: (seller, { invoice }) =>
      ofSchemeIn(seller, "BT-29", ASSUJETTI_UNIQUE) === undefined || says(group(invoice, "BG-11"), "BT-63"),
    message:
      "Le vendeur est membre d'un assujetti unique (BT-29), et le numéro de TVA de celui-ci (BT-63) n'est pas indiqué.",
    fix: "Indiquez l'assujetti unique comme représentant fiscal, avec son numéro de TVA.",
  },
];
