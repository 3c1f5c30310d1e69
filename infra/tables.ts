/** The two DynamoDB tables. Every key is a string: numbers would lose what an identifier says by its leading zeros. */

interface IndexSpec {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly projection: "ALL" | "KEYS_ONLY";
}

export interface TableSpec {
  readonly indexes: readonly IndexSpec[];
  /** New images feed the events function. */
  readonly stream: boolean;
  /** Attribute, epoch seconds, after which DynamoDB removes the row. */
  readonly timeToLive?: string;
}

export const TABLES = {
  structures: { indexes: [], stream: false },
  factures: {
    indexes: [
      { name: "parFournisseur", partitionKey: "fournisseurMois", sortKey: "rangListe", projection: "ALL" },
      { name: "parDestinataire", partitionKey: "destinataireMois", sortKey: "rangListe", projection: "ALL" },
      // Sparse: only the rows of open deposits carry its keys, so the sweep reads nothing else.
      { name: "depotsOuverts", partitionKey: "depotOuvert", sortKey: "ouvertDepuis", projection: "KEYS_ONLY" },
      // Sparse likewise: the open steps of works contracts by who may act, and the dossiers with a delay that runs.
      { name: "etapesOuvertes", partitionKey: "etapeDe", sortKey: "etapeDepuis", projection: "ALL" },
      { name: "echeances", partitionKey: "echeance", sortKey: "echueLe", projection: "KEYS_ONLY" },
    ],
    stream: true,
    timeToLive: "supprimerApres",
  },
} as const satisfies Record<string, TableSpec>;

export type TableId = keyof typeof TABLES;
