import { describe, expect, it } from "vitest";
import {
  gigabyteSeconds,
  httpApiRequests,
  type PriceList,
  priced,
  sharedBy,
  sqsRequests,
  timeOnShare,
  totalUsd,
} from "#test/bench/price.ts";
import { PRICES } from "#test/bench/price-list.ts";

const prices: PriceList = { ...PRICES, dynamoWrite: { usd: 0.75, per: 1_000_000 }, s3Write: { usd: 0.005, per: 1000 } };

describe("the price of an invoice", () => {
  it("charges each quantity by its unit", () => {
    const [write, put] = priced(
      [
        { what: "transaction", price: "dynamoWrite", quantity: 16 },
        { what: "archive", price: "s3Write", quantity: 2 },
      ],
      prices,
    );
    expect(write?.usd).toBeCloseTo(0.000012, 12);
    expect(put?.usd).toBeCloseTo(0.00001, 12);
  });

  it("adds the lines up", () => {
    const line = { what: "x", price: "dynamoWrite", quantity: 1, usd: 0.25 } as const;
    expect(totalUsd([line, line])).toBe(0.5);
    expect(totalUsd([])).toBe(0);
  });

  it("divides what invoices share, whatever it is", () => {
    const usage = [{ what: "token", price: "kms", quantity: 1 }] as const;
    expect(sharedBy(10, usage)).toEqual([{ what: "token", price: "kms", quantity: 0.1 }]);
  });

  it("rounds a duration up to the millisecond (AWS Lambda pricing)", () => {
    expect(gigabyteSeconds(99.2, 1024)).toBeCloseTo(0.1, 12);
    expect(gigabyteSeconds(0.3, 512)).toBeCloseTo(0.0005, 12);
  });

  it("gives a function the share of a processor that its memory buys (1,769 MB for a whole one)", () => {
    expect(timeOnShare(10, 1769)).toBe(10);
    expect(timeOnShare(10, 3538)).toBe(10);
    expect(timeOnShare(10, 512)).toBeCloseTo(34.55, 2);
  });

  it("meters HTTP API requests by 512 kB and SQS requests by 64 kB", () => {
    expect([0, 1, 512 * 1024, 512 * 1024 + 1].map(httpApiRequests)).toEqual([1, 1, 1, 2]);
    expect([0, 64 * 1024, 64 * 1024 + 1].map(sqsRequests)).toEqual([1, 1, 2]);
  });
});

describe("the price list", () => {
  it.each(Object.entries(PRICES))("says for %s where the figure comes from and when it was known", (_key, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.per).toBeGreaterThan(0);
    expect(price.source.length).toBeGreaterThan(10);
    expect(price.known).toMatch(/^20\d\d/);
  });
});
