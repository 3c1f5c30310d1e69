/** Hostile text: each piece is something that a document may hold, far too much of it or in the wrong place. */
import fc from "fast-check";
import { encoding } from "./bytes.ts";
import { TOKENS } from "./tokens.ts";

type Text = fc.Arbitrary<string>;

/** Small most often, and at times just beyond each limit. */
const amount = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.nat(Math.min(max, 8)) }, { weight: 1, arbitrary: fc.nat(max) });

const names = fc.oneof(
  fc.constantFrom(
    "a",
    "b:c",
    "c:ID",
    "c:Note",
    "Invoice",
    "é",
    "__proto__",
    "a.b-c",
    "𝄞",
    ":",
    "1",
    "xml:lang",
    "xmlns:x",
  ),
  amount(400).map((length) => "n".repeat(length)),
);

/** Any code unit, lone surrogates and controls among them; or ordinary letters. */
const letters: Text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.array(fc.nat(0xffff), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  amount(70_000).map((length) => "é".repeat(length)),
);

const wrapped = (before: string, inner: Text, ...after: readonly string[]): Text =>
  fc.tuple(inner, fc.constantFrom(...after)).map(([text, end]) => `${before}${text}${end}`);

const repeated = (max: number, one: (index: number) => string): Text =>
  amount(max).map((count) => Array.from({ length: count }, (_, index) => one(index)).join(""));

const reference: Text = fc.oneof(
  fc.nat(0x11_00_10).map((code) => `&#${code};`),
  fc.nat(0x11_00_10).map((code) => `&#x${code.toString(16)};`),
  names.map((name) => `&${name};`),
);

const attribute: Text = fc
  .tuple(names, fc.constantFrom("='", '="', "=", " = '", ""), letters, fc.constantFrom("'", '"', ""))
  .map(([name, opens, value, closes]) => ` ${name}${opens}${value}${closes}`);

const nested: Text = fc.tuple(names, amount(60), fc.boolean(), fc.boolean()).map(([name, depth, declares, closed]) => {
  const open = declares ? `<${name} xmlns:p="urn:p">` : `<${name}>`;
  return open.repeat(depth) + (closed ? `</${name}>`.repeat(depth) : "");
});

const element: Text = fc
  .tuple(names, fc.array(attribute, { maxLength: 4 }), fc.constantFrom("/>", ">", " >", ""), letters, names)
  .map(([name, attributes, end, text, closing]) => `<${name}${attributes.join("")}${end}${text}</${closing}>`);

/** By the name of what is too much of it. */
const PIECES: Readonly<Record<string, Text>> = {
  token: fc.constantFrom(...TOKENS),
  tokens: fc.array(fc.constantFrom(...TOKENS), { maxLength: 8 }).map((tokens) => tokens.join("")),
  letters,
  reference,
  references: repeated(2_000, (index) => `&#${60 + (index % 4)};`),
  element,
  nested,
  attributes: repeated(300, (index) => ` a${index}="${index}"`).map((text) => `<a${text}/>`),
  namespaces: repeated(1_500, (index) => `<p${index}:a xmlns:p${index}="urn:${index}"/>`),
  prefixes: repeated(200, (index) => ` xmlns:p${index}="urn:${index}"`).map((text) => `<p0:a${text}/>`),
  notes: repeated(1_000, (index) => `<c:Note>${index}</c:Note>`),
  instructions: repeated(300, (index) => `<?p${index} ${index}?>`),
  comment: wrapped("<!--", letters, "-->", "--", "->", ""),
  section: wrapped("<![CDATA[", letters, "]]>", "]]", ""),
  instruction: wrapped("<?", letters, "?>", "?", ""),
  doctype: wrapped("<!DOCTYPE a [", letters, "]>", ""),
  blanks: fc
    .array(fc.constantFrom(" ", "\n", "\r", "\t", "\r\n", "\u0085"), { maxLength: 40 })
    .map((some) => some.join("")),
};

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const CII = "urn:un:unece:uncefact:data:standard:";

const ROOTS: readonly { readonly opens: string; readonly closes: string }[] = [
  {
    opens: `<Invoice xmlns="${UBL}Invoice-2" xmlns:c="${UBL}CommonBasicComponents-2" xmlns:b="${UBL}CommonAggregateComponents-2">`,
    closes: "</Invoice>",
  },
  {
    opens: `<CreditNote xmlns="${UBL}CreditNote-2" xmlns:c="${UBL}CommonBasicComponents-2" xmlns:b="urn:b">`,
    closes: "</CreditNote>",
  },
  {
    opens: `<r:CrossIndustryInvoice xmlns:r="${CII}CrossIndustryInvoice:100" xmlns:c="${CII}ReusableAggregateBusinessInformationEntity:100" xmlns:b="urn:b"><r:ExchangedDocument>`,
    closes: "</r:ExchangedDocument></r:CrossIndustryInvoice>",
  },
  { opens: "<Invoice>", closes: "</Invoice>" },
  { opens: "<Invoice ", closes: "/>" },
  { opens: "", closes: "" },
];

const piece = fc.oneof(...Object.values(PIECES));

/** A root that is known most often, so that what is inside it is read. */
export const hostileMarkup: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom(...ROOTS),
    fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: piece }),
    fc.array(piece, { maxLength: 6 }),
    fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    encoding,
  )
  .map(([{ opens, closes }, prolog, pieces, closed, encode]) =>
    encode(`${prolog}${opens}${pieces.join("")}${closed ? closes : ""}`),
  );
