/** What a page of the list of invoices reads, in months that hold many and in months that hold hardly any. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { FacturesTable } from "#adapters/aws/dynamo-depots.ts";
import { dynamoFactures } from "#adapters/aws/dynamo-factures.ts";
import { PAGE } from "#domain/limites/depot.ts";
import { physicalName } from "#infra/naming.ts";
import type { Position } from "#ports/factures.ts";
import type { Bench, BenchContext, Finding } from "./contract.ts";
import { type InvoiceList, stopStreams, writeList } from "./invoice-lists.ts";
import { sum } from "./statistics.ts";

const DAY_MS = 24 * 3600 * 1000;
/** The end of every list here, so that the bench reads the same at any date. */
const NOW = new Date("2027-12-15T12:00:00.000Z");

/** A thousand within ten days; a dozen within two years. */
const DENSE = { invoices: 1000, everyMs: DAY_MS / 100 };
const SPARSE = { invoices: 12, everyMs: 55 * DAY_MS };

const SUPPLIER = { qualite: "FOURNISSEUR", partitions: 1 } as const;
const LARGE_RECIPIENT = { qualite: "DESTINATAIRE", partitions: 4 } as const;

const LISTS: readonly InvoiceList[] = [
  { name: "supplier, 1,000 in a month", siret: "99900021900011", ...SUPPLIER, ...DENSE },
  { name: "supplier, one in two months", siret: "99900022700014", ...SUPPLIER, ...SPARSE },
  { name: "recipient of 4 partitions, 1,000 in a month", siret: "99900023500017", ...LARGE_RECIPIENT, ...DENSE },
  { name: "recipient of 4 partitions, one in two months", siret: "99900024300010", ...LARGE_RECIPIENT, ...SPARSE },
];

/** All pages of a list, and what each consumed. */
const readPages = async ({ observed }: BenchContext, table: FacturesTable, list: InvoiceList, limit: number) => {
  const { observer } = await observed();
  const factures = dynamoFactures(table);
  const { qualite, partitions, siret } = list;
  const structure = { typeIdentifiantStructure: "SIRET", identifiantStructure: siret } as const;
  const pages: { readonly found: number; readonly units: number; readonly queries: number }[] = [];
  let after: Position | undefined;
  do {
    const mark = observer.mark();
    const page = await factures.page({
      qualite,
      structure,
      partitions,
      limit,
      now: NOW.toISOString(),
      ...(after && { after }),
    });
    const calls = observer.since(mark);
    pages.push({
      found: page.factures.length,
      units: sum(calls.map(({ readUnits }) => readUnits)),
      queries: calls.length,
    });
    after = page.next;
  } while (after);
  return pages;
};

const summary = (list: InvoiceList, limit: number, pages: Awaited<ReturnType<typeof readPages>>) => {
  const found = sum(pages.map((page) => page.found));
  if (found !== list.invoices) throw new Error(`${list.name}: ${found} of ${list.invoices} invoices were listed`);
  return {
    name: list.name,
    limit,
    pages: pages.length,
    empty: pages.filter((page) => page.found === 0).length,
    unitsFirst: pages[0]?.units ?? 0,
    unitsMost: Math.max(...pages.map(({ units }) => units)),
    queriesMost: Math.max(...pages.map(({ queries }) => queries)),
    unitsPerInvoice: sum(pages.map(({ units }) => units)) / found,
  };
};

const measure: Bench["run"] = async (context): Promise<Finding> => {
  const { runtime } = await context.observed();
  const endpoint = runtime.urls.aws;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table: FacturesTable = { client, table: physicalName("local", "factures") };
  await stopStreams(endpoint);
  const results = [];
  for (const list of LISTS) {
    context.progress(`list: ${list.name}`);
    await writeList(table, list, NOW);
    for (const limit of [PAGE.defaut, PAGE.maximum]) {
      results.push(summary(list, limit, await readPages(context, table, list, limit)));
    }
  }
  client.destroy();
  return {
    sheets: [
      {
        title: "Read units of a page of the list",
        head: [
          "List",
          "Asked",
          "Pages",
          "Empty",
          "Units, first page",
          "Units, most",
          "Queries, most",
          "Units per invoice",
        ],
        rows: results.map((one) => [
          one.name,
          one.limit,
          one.pages,
          one.empty,
          one.unitsFirst,
          one.unitsMost,
          one.queriesMost,
          one.unitsPerInvoice.toFixed(2),
        ]),
        notes: [
          "Written and read by the adapter. Every query carries a limit: what a page reads depends on its size, its months and",
          "the partitions of the list, not on how many invoices the table holds, so that 1e6 of them are not written.",
        ],
      },
    ],
    figures: { results },
  };
};

export const pages: Bench = { name: "pages", run: measure };
