/** A building site: the platform on memory adapters, with titulaire, MOE, MOA and valideur, and what each of them does. */
import { formatStructureId } from "#domain/structures/identifiers.ts";
import { NO_REQUIREMENT, type PrincipalId } from "#domain/structures/structure.ts";
import type { DeclarationTravaux } from "#domain/travaux/declaration.ts";
import { SELLER } from "#test/given/invoice.ts";
import { bytesOf, given, principal, siret, structure } from "./given.ts";

export const MOE = "99900021000016";
export const MOA = "99900022000014";
export const VALIDEUR = "99900023000012";
export const TITULAIRE: PrincipalId = "compte:titulaire";
export const AGENT_MOE: PrincipalId = "compte:moe";
export const AGENT_MOA: PrincipalId = "compte:moa";
export const AGENT_VALIDEUR: PrincipalId = "compte:valideur";
export const DAY = 86_400;

export const chantier = () => {
  const one = given();
  for (const known of [
    structure(MOE, "PRIVEE", "moe@cabinet.exemple"),
    { ...structure(MOA, "PUBLIQUE", "moa@ville.exemple"), parametres: { ...NO_REQUIREMENT, getaMoa: true } },
    structure(VALIDEUR, "PRIVEE", "mandataire@groupement.exemple"),
    structure(SELLER, "PRIVEE", "titulaire@entreprise.exemple"),
  ]) {
    one.store.structures.set(formatStructureId(known), { structure: known, services: [] });
  }
  for (const known of [
    principal(TITULAIRE, SELLER, { FACTURES_TRAVAUX: "MODIFICATION", FACTURES_EMISES: "MODIFICATION" }),
    principal(AGENT_MOE, MOE, { FACTURES_TRAVAUX: "MODIFICATION" }),
    principal(AGENT_MOA, MOA, { FACTURES_TRAVAUX: "MODIFICATION" }),
    principal(AGENT_VALIDEUR, VALIDEUR, { FACTURES_A_VALIDER: "MODIFICATION" }),
  ]) {
    one.store.principals.set(known.id, known);
  }

  const deposit = (numero: string, cadre: string, by: PrincipalId, travaux: DeclarationTravaux, ttc = "120.00") =>
    one.deposit(bytesOf({ root: { "BT-1": numero, "BT-23": cadre }, totals: { "BT-112": ttc } }), { by, travaux });
  /** The id of the piece that a deposit became. */
  const piece = async (...details: Parameters<typeof deposit>): Promise<string> => {
    const { membre } = await deposit(...details);
    if (membre?.facture === undefined) throw new Error(JSON.stringify(membre?.fautes));
    return membre.facture;
  };
  const request = () => piece("PDM-1", "A4", TITULAIRE, { moe: siret(MOE), moa: siret(MOA) });
  const dossierOf = async (id: string) => {
    const dossier = (await one.factures.find(id))?.dossier;
    return one.consultDossier(TITULAIRE, dossier ?? "");
  };
  const followAll = async () => {
    for (const evenement of one.pending()) await one.follow(evenement);
  };
  /** Sends all that is on the e-mails' queue. */
  const sendAll = async () => {
    for (const { facture, id } of one.queued.splice(0)) await one.sendCourriel(facture, id);
  };
  const mails = () => [...one.store.courriels.values()].map(({ type, adresse }) => `${type} ${adresse}`).sort();
  return { ...one, deposit, piece, request, dossierOf, followAll, sendAll, mails };
};
