import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatStructureId, isSiret, parseStructureId, unicityOwner } from "#domain/structures/identifiers.ts";

describe("a SIRET", () => {
  it.each(["73282932000074", "99900011000018", "35600000000048"])("%s has a right key", (siret) => {
    expect(isSiret(siret)).toBe(true);
  });

  it.each([
    ["a wrong key", "73282932000075"],
    ["thirteen digits", "7328293200007"],
    ["a letter", "7328293200007A"],
    ["spaces around it", " 73282932000074"],
    ["the numbers of a test data set", "00000000013456"],
  ])("with %s is refused", (_, siret) => {
    expect(isSiret(siret)).toBe(false);
  });

  it("of La Poste may have a digit sum multiple of five instead of a Luhn key (INSEE)", () => {
    expect(isSiret("35600000049837")).toBe(true);
    expect(isSiret("35600000049838")).toBe(false);
  });

  it("changed in one digit is never right twice (property of the Luhn key)", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-2]\d{12}$/),
        fc.nat(12),
        fc.integer({ min: 1, max: 9 }),
        (base, index, shift) => {
          const [siret] = Array.from({ length: 10 }, (_, key) => `${base}${key}`).filter(isSiret);
          const digit = (Number(siret?.[index]) + shift) % 10;
          const changed = `${siret?.slice(0, index)}${digit}${siret?.slice(index + 1)}`;
          expect(isSiret(changed)).toBe(false);
        },
      ),
    );
  });
});

describe("a structure's identifier in text", () => {
  it("is read back as it was written", () => {
    const id = { typeIdentifiantStructure: "UE_HORS_FRANCE", identifiantStructure: "BE0429958042" } as const;
    expect(parseStructureId(formatStructureId(id))).toEqual(id);
  });

  it.each(["SIRET", "SIRET:123", "AUTRECHOSE:1", "constructor:1", ""])("is refused when it is %j", (text) => {
    expect(parseStructureId(text)).toBeUndefined();
  });
});

describe("the owner of a series of invoice numbers", () => {
  it("is the company for a SIRET, since its establishments share their series", () => {
    expect(unicityOwner({ typeIdentifiantStructure: "SIRET", identifiantStructure: "99900011000018" })).toBe(
      "999000110",
    );
  });

  it("is the whole identifier otherwise", () => {
    expect(unicityOwner({ typeIdentifiantStructure: "TAHITI", identifiantStructure: "350041679" })).toBe(
      "TAHITI:350041679",
    );
  });
});
