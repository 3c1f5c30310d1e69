/** CII: what EN 16931 has no use for in the document and its context (CII-SR-001 to 034). */
import type { AbsentSection } from "#formats/rules/absent.ts";

export const CII_ABSENT_DOCUMENT: readonly AbsentSection[] = [
  {
    of: "de la facture",
    severity: "fatal",
    terms: [],
    absent: {
      "CII-DT-013": ["@languageID", "la langue déclarée pour tout le document"],
      "CII-DT-014": ["@languageLocaleID", "la variante linguistique déclarée pour tout le document"],
    },
  },
  {
    of: "de la facture",
    severity: "warning",
    terms: [],
    absent: {
      "CII-SR-438": "ram:ValuationBreakdownStatement",
    },
  },
  {
    under: "rsm:ExchangedDocumentContext",
    of: "du contexte de la facture",
    severity: "warning",
    terms: [],
    absent: {
      "CII-SR-001": "ram:SpecifiedTransactionID",
      "CII-SR-002": "ram:TestIndicator",
      "CII-SR-006": "ram:BIMSpecifiedDocumentContextParameter",
      "CII-SR-007": "ram:ScenarioSpecifiedDocumentContextParameter",
      "CII-SR-008": "ram:ApplicationSpecifiedDocumentContextParameter",
      "CII-SR-011": "ram:SubsetSpecifiedDocumentContextParameter",
      "CII-SR-012": "ram:MessageStandardSpecifiedDocumentContextParameter",
    },
  },
  {
    under: "//*DocumentContextParameter",
    of: "d'un paramètre du contexte",
    severity: "warning",
    terms: [],
    absent: {
      "CII-SR-04": "ram:Value",
      "CII-SR-05": "ram:SpecifiedDocumentVersion",
    },
  },
  {
    under: "rsm:ExchangedDocument",
    of: "de la facture",
    severity: "warning",
    terms: [],
    absent: {
      "CII-SR-013": "ram:Name",
      "CII-SR-015": "ram:IssueDateTime/udt:DateTime",
      "CII-SR-016": "ram:CopyIndicator",
      "CII-SR-017": "ram:Purpose",
      "CII-SR-018": "ram:ControlRequirementIndicator",
      "CII-SR-019": "ram:LanguageID",
      "CII-SR-020": "ram:PurposeCode",
      "CII-SR-021": "ram:RevisionDateTime",
      "CII-SR-022": "ram:VersionID",
      "CII-SR-023": "ram:GlobalID",
      "CII-SR-024": "ram:RevisionID",
      "CII-SR-025": "ram:PreviousRevisionID",
      "CII-SR-026": "ram:CategoryCode",
      "CII-SR-027": "ram:IncludedNote/ram:Subject",
      "CII-SR-028": "ram:IncludedNote/ram:ContentCode",
      "CII-SR-032": "ram:IncludedNote/ram:ID",
      "CII-SR-033": "ram:EffectiveSpecifiedPeriod",
      "CII-SR-034": "ram:IssuerTradeParty",
    },
  },
];
