/** Seller, buyer, payee, tax representative and their addresses: BR-06 to BR-11, BR-17 to BR-20, BR-56, BR-57, BR-62, BR-63, BR-CO-09, BR-CO-26. */
import { type Group, type GroupId, group, groups, type TermId } from "#domain/facture/invoice.ts";
import { says } from "#domain/regles/en16931/facts.ts";
import { present, said } from "#domain/regles/en16931/presence.ts";
import type { AnyRule, Rule } from "#domain/regles/en16931/rule.ts";

/** UBL asks it of the address, CII of what is around it: there, an address that is missing lacks its country too. */
const countryOf =
  (way: readonly GroupId[], country: TermId): Rule["holds"] =>
  (holder) => {
    const saysBelow = (at: Group, depth: number): boolean => {
      const id = way[depth];
      return id === undefined ? says(at, country) : groups(at, id).some((inner) => saysBelow(inner, depth + 1));
    };
    return saysBelow(holder, way.indexOf(holder.id) + 1);
  };

export const PARTY_RULES: readonly AnyRule[] = [
  {
    id: "BR-06",
    severity: "fatal",
    terms: ["BT-27"],
    on: "BG-0",
    holds: (_, { sellers }) => sellers.some((seller) => says(seller, "BT-27")),
    message: "La facture ne nomme pas le vendeur (BT-27).",
    fix: "Indiquez le nom ou la raison sociale du vendeur.",
  },
  {
    id: "BR-07",
    severity: "fatal",
    terms: ["BT-44"],
    on: "BG-0",
    holds: (_, { buyers }) => buyers.some((buyer) => says(buyer, "BT-44")),
    message: "La facture ne nomme pas l'acheteur (BT-44).",
    fix: "Indiquez le nom de l'acheteur.",
  },
  {
    id: "BR-08",
    severity: "fatal",
    terms: ["BG-5"],
    on: "BG-0",
    holds: (_, { sellers }) => sellers.some((seller) => group(seller, "BG-5") !== undefined),
    message: "La facture n'a pas l'adresse postale du vendeur (BG-5).",
    fix: "Indiquez l'adresse postale du vendeur, avec son pays.",
  },
  {
    id: "BR-09",
    severity: "fatal",
    terms: ["BT-40", "BG-5"],
    on: { UBL: "BG-5", CII: "BG-0" },
    holds: countryOf(["BG-4", "BG-5"], "BT-40"),
    message: "L'adresse du vendeur n'indique pas son pays (BT-40).",
    fix: "Ajoutez le code du pays du vendeur, par exemple FR.",
  },
  {
    id: "BR-10",
    severity: "fatal",
    terms: ["BG-8"],
    on: "BG-0",
    holds: (_, { buyers }) => buyers.some((buyer) => group(buyer, "BG-8") !== undefined),
    message: "La facture n'a pas l'adresse postale de l'acheteur (BG-8).",
    fix: "Indiquez l'adresse postale de l'acheteur, avec son pays.",
  },
  {
    id: "BR-11",
    severity: "fatal",
    terms: ["BT-55", "BG-8"],
    on: { UBL: "BG-8", CII: "BG-0" },
    holds: countryOf(["BG-7", "BG-8"], "BT-55"),
    message: "L'adresse de l'acheteur n'indique pas son pays (BT-55).",
    fix: "Ajoutez le code du pays de l'acheteur, par exemple FR.",
  },
  {
    id: "BR-17",
    severity: "fatal",
    terms: ["BT-59", "BG-10"],
    message: "Le bénéficiaire du paiement (BG-10) n'a pas de nom (BT-59), ou n'est autre que le vendeur.",
    fix: "Nommez le bénéficiaire s'il n'est pas le vendeur ; sinon, retirez-le.",
  },
  {
    id: "BR-18",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-62", "BG-11"],
    on: "BG-11",
    holds: said("BT-62"),
    message: "Le représentant fiscal du vendeur n'a pas de nom (BT-62).",
    fix: "Indiquez le nom du représentant fiscal.",
  },
  {
    id: "BR-19",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BG-12", "BG-11"],
    on: "BG-11",
    holds: present("BG-12"),
    message: "Le représentant fiscal du vendeur n'a pas d'adresse postale (BG-12).",
    fix: "Indiquez l'adresse postale du représentant fiscal, avec son pays.",
  },
  {
    id: "BR-20",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-69", "BG-12"],
    on: "BG-11",
    holds: countryOf(["BG-11", "BG-12"], "BT-69"),
    message: "L'adresse du représentant fiscal n'indique pas son pays (BT-69).",
    fix: "Ajoutez le code du pays du représentant fiscal.",
  },
  {
    id: "BR-56",
    severity: "fatal",
    terms: ["BT-63", "BG-11"],
    message: "Le représentant fiscal du vendeur n'a pas d'identifiant à la TVA (BT-63).",
    fix: "Indiquez l'identifiant à la TVA du représentant fiscal.",
  },
  {
    id: "BR-57",
    severity: "fatal",
    terms: ["BT-80", "BG-15"],
    message: "L'adresse de livraison n'indique pas son pays (BT-80).",
    fix: "Ajoutez le code du pays de livraison, ou retirez l'adresse.",
  },
  {
    id: "BR-62",
    severity: "fatal",
    terms: ["BT-34"],
    message: "L'adresse électronique du vendeur (BT-34) ne dit pas de quelle sorte elle est.",
    fix: "Ajoutez le code du schéma de l'adresse du vendeur, par exemple 0225 ou EM.",
  },
  {
    id: "BR-63",
    severity: "fatal",
    terms: ["BT-49"],
    message: "L'adresse électronique de l'acheteur (BT-49) ne dit pas de quelle sorte elle est.",
    fix: "Ajoutez le code du schéma de l'adresse de l'acheteur, par exemple 0225 ou EM.",
  },
  {
    id: "BR-CO-09",
    severity: "fatal",
    terms: ["BT-31", "BT-48", "BT-63"],
    message: "Un identifiant à la TVA (BT-31, BT-48, BT-63) ne commence pas par le code d'un pays.",
    fix: "Écrivez l'identifiant à la TVA avec son préfixe de pays, par exemple FR ; pour la Grèce, EL.",
  },
  {
    id: "BR-CO-26",
    severity: "fatal",
    terms: ["BG-4", "BT-29", "BT-30", "BT-31"],
    message:
      "Le vendeur n'est identifié ni par un identifiant (BT-29), ni par son enregistrement légal (BT-30), ni par son identifiant à la TVA (BT-31).",
    fix: "Indiquez l'un des trois, par exemple le SIRET du vendeur.",
  },
];
