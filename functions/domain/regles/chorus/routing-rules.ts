/**
 * Whether an invoice can be routed, as the directory stands: the decision rule of an addressed invoice
 * (Structures API, nominal sequence; AIFE annex 3, DT-4-13). Each row is one rule; all faults are given at once.
 */
import { CADRES } from "#domain/cadres/cadres.ts";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { type RoutingFaultCode, routingFault } from "#domain/fautes/routing.ts";
import type { Service, Structure } from "#domain/structures/structure.ts";

/** What the directory says about an invoice's two ends; undefined where it knows nothing. */
export interface DirectoryFacts {
  readonly fournisseur: Structure | undefined;
  readonly destinataire: Structure | undefined;
  /** The service that the invoice names, looked up in the recipient. */
  readonly service: Service | undefined;
}

interface Situation extends DirectoryFacts {
  readonly header: EnTeteFacture;
  readonly engaged: boolean;
}

interface Rule {
  readonly code: RoutingFaultCode;
  readonly breaks: (situation: Situation) => boolean;
  readonly value: (header: EnTeteFacture) => string | undefined;
}

const seller = ({ fournisseur }: EnTeteFacture) => fournisseur.identifiantStructure;
const recipient = ({ destinataire }: EnTeteFacture) => destinataire.identifiantStructure;
const service = ({ codeService }: EnTeteFacture) => codeService;
const nothing = () => undefined;

const RULES: readonly Rule[] = [
  { code: "FOURNISSEUR_INACTIF", value: seller, breaks: ({ fournisseur }) => fournisseur?.statut !== "ACTIVE" },
  { code: "DESTINATAIRE_INCONNU", value: recipient, breaks: ({ destinataire }) => destinataire === undefined },
  {
    code: "DESTINATAIRE_NON_PUBLIC",
    value: recipient,
    breaks: ({ destinataire }) => destinataire?.structurePriveePublique === "PRIVEE",
  },
  { code: "DESTINATAIRE_INACTIF", value: recipient, breaks: ({ destinataire }) => destinataire?.statut === "INACTIVE" },
  {
    code: "DESTINATAIRE_MOA_UNIQUEMENT",
    value: recipient,
    breaks: ({ destinataire, header }) =>
      destinataire?.parametres.estMoaUniquement === true &&
      CADRES[header.cadre].typeDemandePaiement !== "FACTURE_TRAVAUX",
  },
  {
    code: "SERVICE_OBLIGATOIRE",
    value: nothing,
    breaks: ({ destinataire, header }) =>
      destinataire?.parametres.codeServiceDoitEtreRenseigne === true && header.codeService === undefined,
  },
  {
    code: "SERVICE_INCONNU",
    value: service,
    breaks: ({ destinataire, header, service: found }) =>
      destinataire !== undefined &&
      header.codeService !== undefined &&
      (found === undefined || found.statut === "SUPPRIME"),
  },
  { code: "SERVICE_INACTIF", value: service, breaks: ({ service: found }) => found?.statut === "INACTIF" },
  {
    code: "ENGAGEMENT_OBLIGATOIRE",
    value: nothing,
    breaks: ({ destinataire, engaged }) => destinataire?.parametres.numeroEJDoitEtreRenseigne === true && !engaged,
  },
  {
    code: "ENGAGEMENT_OBLIGATOIRE_POUR_LE_SERVICE",
    value: nothing,
    breaks: ({ destinataire, service: found, engaged }) =>
      found?.statut === "ACTIF" &&
      found.numeroEngagement &&
      !engaged &&
      destinataire?.parametres.numeroEJDoitEtreRenseigne !== true,
  },
  {
    code: "SERVICE_OU_ENGAGEMENT_OBLIGATOIRE",
    value: nothing,
    breaks: ({ destinataire, header, engaged }) =>
      destinataire?.parametres.gestionNumeroEJOuCodeService === true && header.codeService === undefined && !engaged,
  },
];

/** Every rule that the invoice breaks, in the order of the table. */
export const checkRouting = (header: EnTeteFacture, facts: DirectoryFacts): readonly Fault[] => {
  // An order (BT-13) or a contract reference (BT-12), or both, is an engagement in the pivot format.
  const engaged = header.numeroEngagement !== undefined || header.numeroMarche !== undefined;
  return RULES.filter(({ breaks }) => breaks({ ...facts, header, engaged })).map(({ code, value }) => {
    const offending = value(header);
    return routingFault(code, offending === undefined ? {} : { value: offending });
  });
};
