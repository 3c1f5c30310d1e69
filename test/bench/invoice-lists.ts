/** Lists of invoices for reading: written by the adapter that intake writes with, only without a document. */
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { dynamoDepots, type FacturesTable } from "#adapters/aws/dynamo-depots.ts";
import { dynamoFactures } from "#adapters/aws/dynamo-factures.ts";
import type { Facture, Partie } from "#domain/facture/facture.ts";
import { SAMPLES } from "#infra/samples/directory.ts";
import type { FacturesQuery } from "#ports/factures.ts";
import { deterministicId } from "#usecases/identity.ts";

export interface InvoiceList {
  readonly name: string;
  /** Owner of the list. */
  readonly siret: string;
  readonly qualite: FacturesQuery["qualite"];
  readonly partitions: number;
  readonly invoices: number;
  /** Time from one invoice to the one before it, in milliseconds. */
  readonly everyMs: number;
}

/** Transactions under way at a time. */
const WRITERS = 8;

/**
 * Lets streams be: what follows from thousands of invoices is not what is measured.
 *
 * @param endpoint where the platform's AWS services answer.
 */
export const stopStreams = async (endpoint: string): Promise<void> => {
  const client = new LambdaClient({ endpoint });
  const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
  for (const { UUID, EventSourceArn = "" } of EventSourceMappings) {
    if (EventSourceArn.startsWith("arn:aws:dynamodb:"))
      await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  }
  client.destroy();
};

const partie = (identifiantStructure: string): Partie => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
  raisonSocialeStructure: SAMPLES.menuiserie.raisonSocialeStructure,
});

/** An invoice of the usual size: what intake keeps of a document, not the document. */
const factureOf = ({ siret, qualite }: InvoiceList, depot: string, index: number, dateDepot: string): Facture => {
  const other = SAMPLES.commune.identifiantStructure;
  const [fournisseur, destinataire] = qualite === "FOURNISSEUR" ? [siret, other] : [other, siret];
  return {
    id: deterministicId("facture", siret, String(index)),
    alias: Number.parseInt(siret.slice(4, 9), 10) * 10_000 + index,
    statut: "MISE_A_DISPOSITION",
    numeroFacture: `LISTE-2027-${index}`,
    dateFacture: dateDepot.slice(0, 10),
    typeFacture: "380",
    cadre: "A1",
    devise: "EUR",
    montantTtc: "1620.60",
    fournisseur: partie(fournisseur),
    destinataire: partie(destinataire),
    codeService: "TECHNIQUE",
    numeroEngagement: "EJ-2026-0099",
    syntaxe: "ubl-invoice",
    sha256: "0".repeat(64),
    taille: 6_700,
    depot,
    dateDepot,
    auteur: "compte:exemple-menuiserie",
  };
};

/** Writes the list, its newest invoice one interval before `now`. */
export const writeList = async (table: FacturesTable, list: InvoiceList, now: Date): Promise<void> => {
  const factures = dynamoFactures(table);
  const depot = deterministicId("depot", list.siret);
  await dynamoDepots(table).create({
    id: depot,
    deposant: "compte:exemple-menuiserie",
    creeLe: now.toISOString(),
    nomFichier: "liste.xml",
    taille: 6_700,
    verificationSeule: false,
    empreinteDemande: "0".repeat(64),
  });

  const integrate = async (index: number): Promise<void> => {
    const dateDepot = new Date(now.getTime() - index * list.everyMs).toISOString();
    const facture = factureOf(list, depot, index, dateDepot);
    const { id, sha256, statut, auteur } = facture;
    await factures.integrate({
      facture,
      partitions: list.partitions,
      passages: [{ statut, instant: dateDepot, auteur }],
      membre: { rang: index, resultat: "INTEGREE", sha256, jugeLe: dateDepot, facture: id, fautes: [] },
    });
  };

  let next = 1;
  const writer = async (): Promise<void> => {
    while (next <= list.invoices) {
      const index = next;
      next += 1;
      await integrate(index);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
};
