import { describe, expect, it } from "vitest";
import { beside, oncePerDocument, oncePerElement } from "#formats/rules/questions.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";
import { documentOf } from "#test/given/document.ts";

const SIBLINGS = 1000;

const { uri, local } = UBL_INVOICE.root;
const document = documentOf(Buffer.from(`<${local} xmlns="${uri}">${"<a>x</a>".repeat(SIBLINGS)}</${local}>`));

describe("what is asked of the siblings of an element", () => {
  const siblings = [
    ...(function* () {
      for (let at = document?.root.firstChild; at !== undefined; at = at.next) yield at;
    })(),
  ];

  it("is looked for once, however many of them ask: time stays linear in a hostile file", () => {
    let looked = 0;
    const isBesideSome = beside("a", () => {
      looked++;
      return false;
    });
    expect(siblings.filter(isBesideSome)).toEqual([]);
    expect([siblings.length, looked]).toEqual([SIBLINGS, SIBLINGS]);
  });

  it("is no less an answer for being no", () => {
    let looked = 0;
    const isNever = oncePerElement(() => {
      looked++;
      return false;
    });
    const large = document?.root;
    expect(large && [isNever(large), isNever(large)]).toEqual([false, false]);
    expect(looked).toBe(1);
  });

  it("is looked for again where there is little to look through", () => {
    let looked = 0;
    const isEver = oncePerElement(() => {
      looked++;
      return true;
    });
    expect(siblings.slice(0, 1).flatMap((one) => [isEver(one), isEver(one)])).toEqual([true, true]);
    expect(looked).toBe(2);
  });

  it("is looked for once where one text is long: it is read each time", () => {
    const spacious = documentOf(Buffer.from(`<${local} xmlns="${uri}"><a>${" ".repeat(SIBLINGS)}</a></${local}>`));
    let looked = 0;
    const isEver = oncePerElement(() => {
      looked++;
      return true;
    });
    expect(spacious && [isEver(spacious.root), isEver(spacious.root)]).toEqual([true, true]);
    expect(looked).toBe(1);
  });

  it("is looked for once in the whole document, whichever element asks", () => {
    const roots = new Set<unknown>();
    let looked = 0;
    const countOnce = oncePerDocument((root) => {
      roots.add(root);
      return { count: ++looked };
    });
    expect(siblings.every((one) => countOnce(one).count === 1)).toBe(true);
    expect([...roots]).toEqual([document?.root]);
  });

  it("is no for the root, which stands beside nothing", () => {
    expect(document && beside("Invoice", () => true)(document.root)).toBe(false);
  });
});
