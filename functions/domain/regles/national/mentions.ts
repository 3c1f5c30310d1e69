/**
 * Mentions that the public procurement code asks for and EN 16931 leaves open, and attachments that the platform opens.
 * Warnings: a public customer may take the invoice without them, or interrupt the delay of payment (R2192-27). Number, date,
 * parties, description, quantity, price, totals and VAT are asked for by EN 16931, the code of the service by the directory.
 */
import { type Group, group, groups } from "#domain/facture/invoice.ts";
import { says } from "#domain/regles/en16931/facts.ts";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";

const D2192_2 = {
  severity: "warning",
  from: "2019-07-22",
  source:
    "Code de la commande publique, D2192-2; décret 2019-748, in force the day after its publication of 21 July 2019",
} as const;

/** Extensions of attached files, as Odoo's connector has them of Chorus Pro: no text of the AIFE at hand confirms the list. */
const EXTENSIONS: ReadonlySet<string> = new Set(
  [
    "bmp bz2 csv doc docx fax gif gz gzip htm html jpeg jpg odp ods odt p7s pdf png pps ppt pptx rtf svg tgz tif tiff txt",
    "xhtml xlc xlm xls xlsx xml zip",
  ].flatMap((line) => line.split(" ")),
);

const hasKnownExtension = (name: string): boolean => {
  const point = name.lastIndexOf(".");
  return point > 0 && EXTENSIONS.has(name.slice(point + 1).toLowerCase());
};

const saysPeriod = (period: Group | undefined): boolean => says(period, "BT-73") || says(period, "BT-74");

const saysLinePeriod = (line: Group): boolean =>
  groups(line, "BG-26").some((period) => says(period, "BT-134") || says(period, "BT-135"));

const saysDelivery = (delivery: Group): boolean => says(delivery, "BT-72") || saysPeriod(group(delivery, "BG-14"));

export const MENTION_RULES: readonly NationalRule[] = [
  {
    ...D2192_2,
    id: "MENTION_COMMANDE_ABSENTE",
    terms: ["BT-13", "BT-12"],
    on: "BG-0",
    holds: (invoice) => says(invoice, "BT-13") || says(invoice, "BT-12"),
    message: "La facture n'indique ni bon de commande ou engagement (BT-13), ni contrat (BT-12).",
    fix: "Indiquez le numéro d'engagement, de commande ou de marché que votre client vous a donné.",
  },
  {
    ...D2192_2,
    id: "MENTION_DATE_LIVRAISON_ABSENTE",
    terms: ["BT-72", "BG-14", "BG-26"],
    on: "BG-0",
    holds: (invoice, { lines }) =>
      groups(invoice, "BG-13").some(saysDelivery) || (lines.length > 0 && lines.every(saysLinePeriod)),
    message: "La facture n'indique pas quand la livraison ou la prestation a eu lieu (BT-72, BG-14 ou BG-26).",
    fix: "Indiquez la date de livraison ou d'exécution, ou la période facturée.",
  },
  {
    id: "PIECE_JOINTE_EXTENSION",
    severity: "warning",
    from: "2026-09-01",
    source:
      "Pivot XSD and BR-FR-CPRO-41: the name of an attachment has an extension; list of OCA l10n_fr_chorus_account",
    terms: ["BT-125-2"],
    ofTerm: "BT-125-2",
    holds: ({ value }) => hasKnownExtension(value),
    message: "Le nom d'un document joint (BT-125-2) n'a pas d'extension que la plateforme connaisse.",
    fix: "Nommez le document avec son extension, par exemple bon-de-livraison.pdf.",
  },
];
