/** What the platform writes to structures. French, plain text; no amount and no document travels by e-mail. */
import type { DelaiDit, Facture, TypeCourriel } from "#domain/facture/facture.ts";
import { DEBUTS_DELAI_PAIEMENT } from "#domain/travaux/reception.ts";

export interface Message {
  readonly objet: string;
  readonly texte: string;
}

const parisDate = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "long", timeStyle: "short" });

const frenchDay = (day: string): string => day.split("-").reverse().join("/");

/** Which document it is, for people: number, date, who is paid, when it was deposited. */
const described = ({ numeroFacture, dateFacture, dateDepot, fournisseur }: Facture): string =>
  `${numeroFacture} du ${frenchDay(dateFacture)}, émise par ${fournisseur.raisonSocialeStructure} (${fournisseur.identifiantStructure}) et déposée le ${parisDate.format(new Date(dateDepot))} (heure de Paris)`;

interface Letter {
  readonly objet: string;
  readonly fait: string;
  readonly reference: string;
  readonly suite: string;
}

const letter = ({ objet, fait, reference, suite }: Letter): Message => ({
  objet,
  texte: [
    "Bonjour,",
    "",
    fait,
    "",
    reference,
    "",
    suite,
    "",
    "Ce message est envoyé automatiquement ; n'y répondez pas.",
  ].join("\n"),
});

const dossierOf = ({ dossier, id }: Facture): string =>
  `Identifiant du dossier de facturation sur la plateforme : ${dossier ?? id}`;

/** Whoever forwards a request states when it was received (R2192-20); undefined of what was received as it is. */
const receptionDite = ({ reception }: Facture): string | undefined => {
  if (reception === undefined) return undefined;
  const { libelle, article } = DEBUTS_DELAI_PAIEMENT[reception.debut];
  return `La demande de paiement a été reçue le ${parisDate.format(new Date(reception.instant))} (heure de Paris) : ${libelle.toLowerCase()} (${article}). Le délai de paiement court depuis cette date, que la présente transmission ne change pas (articles R2192-18 et R2192-20 du code de la commande publique).`;
};

const articleDit = (delai: DelaiDit | undefined): string =>
  delai === undefined ? "" : ` (${delai.texte}, article ${delai.article})`;

/** One text per type of e-mail. */
export const MESSAGES: Readonly<Record<TypeCourriel, (facture: Facture, delai?: DelaiDit) => Message>> = {
  MISE_A_DISPOSITION: (facture) => {
    const { numeroFacture, fournisseur, destinataire, id, codeService } = facture;
    const service = codeService === undefined ? "" : `, service ${codeService}`;
    return letter({
      objet: `Facture ${numeroFacture} de ${fournisseur.raisonSocialeStructure} à votre disposition`,
      fait: `La facture ${described(facture)}, est à la disposition de ${destinataire.raisonSocialeStructure}${service}.`,
      reference: `Identifiant de la facture sur la plateforme : ${id}`,
      suite:
        receptionDite(facture) ??
        "La date de notification de ce message est celle de la réception de la demande de paiement (article R2192-15 du code de la commande publique).",
    });
  },
  MISE_A_DISPOSITION_MOE: (facture) =>
    letter({
      objet: `Demande de paiement ${facture.numeroFacture} à traiter par le maître d'œuvre`,
      fait: `La demande de paiement ${described(facture)}, est à votre disposition en votre qualité de maître d'œuvre.`,
      reference: dossierOf(facture),
      suite:
        "Le délai de paiement court depuis la notification de ce message (articles R2192-12 et R2192-15 du code de la commande publique) ; votre intervention ne le prolonge pas (article R2192-18).",
    }),
  ETAPE_A_TRAITER: (facture) =>
    letter({
      objet: `Pièce de travaux ${facture.numeroFacture} : une action vous est demandée`,
      fait: `La pièce ${described(facture)}, attend une action de votre structure.`,
      reference: dossierOf(facture),
      suite: ["Consultez le dossier de facturation pour connaître les actions possibles.", receptionDite(facture)]
        .filter((one) => one !== undefined)
        .join("\n\n"),
    }),
  DELAI_MOE_A_ECHOIR: (facture, delai) =>
    letter({
      objet: `Demande de paiement ${facture.numeroFacture} : votre délai de maître d'œuvre touche à sa fin`,
      fait: `La demande de paiement ${described(facture)}, attend toujours que vous l'ayez traitée en votre qualité de maître d'œuvre${delai === undefined ? "" : `. Votre délai se termine le ${frenchDay(delai.jusquau)} à minuit, heure de Paris`}${articleDit(delai)}.`,
      reference: dossierOf(facture),
      suite:
        "Une fois ce délai écoulé, le titulaire et le maître d'ouvrage en sont informés, et le maître d'ouvrage peut traiter la demande lui-même. Le délai de paiement court sans attendre.",
    }),
  DELAI_MOE_DEPASSE: (facture, delai) =>
    letter({
      objet: `Demande de paiement ${facture.numeroFacture} : le maître d'œuvre n'a pas répondu dans son délai`,
      fait: `La demande de paiement ${described(facture)}, n'a pas été traitée par le maître d'œuvre dans les sept jours dont il disposait.`,
      reference: dossierOf(facture),
      suite: `Le maître d'ouvrage peut dès maintenant traiter la demande lui-même et payer les sommes qu'il admet${articleDit(delai)} ; le maître d'œuvre peut encore agir.`,
    }),
};
