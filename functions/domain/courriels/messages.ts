/** What the platform writes to structures. French, plain text; no amount and no document travels by e-mail. */
import type { Facture, TypeCourriel } from "#domain/facture/facture.ts";

export interface Message {
  readonly objet: string;
  readonly texte: string;
}

const parisDate = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "long", timeStyle: "short" });

/** One text per type of e-mail. */
export const MESSAGES: Readonly<Record<TypeCourriel, (facture: Facture) => Message>> = {
  MISE_A_DISPOSITION: ({ numeroFacture, dateFacture, dateDepot, fournisseur, destinataire, id, codeService }) => ({
    objet: `Facture ${numeroFacture} de ${fournisseur.raisonSocialeStructure} à votre disposition`,
    texte: [
      "Bonjour,",
      "",
      `La facture ${numeroFacture} du ${dateFacture.split("-").reverse().join("/")}, émise par ${fournisseur.raisonSocialeStructure} (${fournisseur.identifiantStructure}) et déposée le ${parisDate.format(new Date(dateDepot))} (heure de Paris), est à la disposition de ${destinataire.raisonSocialeStructure}${codeService === undefined ? "" : `, service ${codeService}`}.`,
      "",
      `Identifiant de la facture sur la plateforme : ${id}`,
      "",
      "La date de notification de ce message est celle de la réception de la demande de paiement (article R2192-15 du code de la commande publique).",
      "",
      "Ce message est envoyé automatiquement ; n'y répondez pas.",
    ].join("\n"),
  }),
};
