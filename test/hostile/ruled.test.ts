import { run } from "./campaign.ts";
import { aimedAtRules } from "./ruled.ts";

run("what rules ask of, in the wrong number and with values of all kinds", {
  inputs: aimedAtRules,
  count: 20_000,
  reaches: [
    "invoice",
    "STRUCT-ELEMENT-REPETE",
    "BR-02",
    "BR-27",
    "BR-AE-08",
    "BR-B-01",
    "BR-CL-01",
    "BR-CL-25",
    "BR-CO-10",
    "BR-CO-15",
    "BR-CO-17",
    "BR-CO-26",
    "BR-DEC-23",
    "BR-O-11",
    "BR-S-08",
    "CII-DT-037",
    "CII-SR-439",
    "UBL-CR-001",
    "UBL-DT-01",
    "UBL-SR-19",
  ],
});
