import { describe } from "vitest";
import { run } from "./campaign.ts";
import { damaged } from "./mutations.ts";
import { corpus, corpusOriginals } from "./originals.ts";

describe.skipIf(corpus === undefined)("the corpus of real invoices", () => {
  run("real invoices, damaged", {
    inputs: damaged(corpus === undefined ? [Buffer.of(0)] : corpusOriginals(corpus)),
    count: 10_000,
    reaches: ["invoice", "XML_MAL_FORME", "XML_TRONQUE", "XML_TROP_PROFOND"],
  });
});
