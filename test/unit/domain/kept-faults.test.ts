import { describe, expect, it } from "vitest";
import { keptFaults } from "#domain/depots/kept-faults.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { MAX_FAUTES } from "#domain/limites/depot.ts";

const fault = (more: Partial<Fault> = {}): Fault => ({
  code: "C",
  severity: "fatal",
  terms: [],
  message: "Un message.",
  fix: "Corrigez.",
  ...more,
});
const faults = (count: number, more: Partial<Fault> = {}) => Array.from({ length: count }, () => fault(more));

describe("the faults of one member that a report keeps", () => {
  it("are all of them, as they came, where there is room", () => {
    const few = [fault({ severity: "warning" }), fault()];
    expect(keptFaults(few, 1)).toBe(few);
    expect(keptFaults(faults(MAX_FAUTES), 1)).toHaveLength(MAX_FAUTES);
  });

  it("are followed by how many are left out", () => {
    const kept = keptFaults(faults(MAX_FAUTES + 7), 1);
    expect(kept).toHaveLength(MAX_FAUTES + 1);
    expect(kept.at(-1)).toMatchObject({
      code: "MEMBRE_FAUTES_NON_MONTREES",
      message: "7 autres anomalies de cette facture ne sont pas montrées.",
    });
  });

  it("are the fatal ones first when some are left out: they decided", () => {
    const kept = keptFaults([...faults(MAX_FAUTES, { severity: "warning" }), fault({ code: "FATALE" })], 1);
    expect(kept[0]?.code).toBe("FATALE");
  });

  it("take no more than a row of the database holds (DynamoDB, 400 kB), in bytes and not in characters", () => {
    const kept = keptFaults(faults(MAX_FAUTES, { message: "é".repeat(4_000) }), 1);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(301_000);
  });

  it("of 500 members fit in one answer together (Lambda, 6 MB), and each keeps one at least", () => {
    const kept = keptFaults(faults(MAX_FAUTES, { message: "é".repeat(200) }), 500);
    expect(500 * Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(5_000_000);
    expect(keptFaults(faults(2, { message: "é".repeat(10_000) }), 500)).toHaveLength(2);
  });
});
