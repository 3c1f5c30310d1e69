/** Invoices that try to have something expanded or fetched: OWASP XML Security cheat sheet, XInclude 1.0, XML Stylesheet. */

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

/** Stands in what an attack would bring in, and nowhere else in its document. */
export const SECRET = "PRIZE-OF-THE-ATTACK";

/** Where the secret can be fetched. */
export interface Targets {
  readonly file: string;
  readonly http: string;
}

export interface Attack {
  readonly name: string;
  readonly xml: string;
  /** Code of the fault; without one the invoice is read, and its note says what `note` says. */
  readonly code?: string;
  readonly note?: string;
}

interface Parts {
  readonly prolog?: string;
  readonly attributes?: string;
  readonly before?: string;
  readonly note?: string;
}

const invoice = ({ prolog = "", attributes = "", before = "", note = "x" }: Parts): string =>
  `${prolog}<Invoice xmlns="${UBL}Invoice-2" xmlns:c="${UBL}CommonBasicComponents-2"${attributes}>` +
  `${before}<c:ID>F1</c:ID><c:Note>${note}</c:Note></Invoice>`;

const declaring = (subset: string): Parts => ({ prolog: `<!DOCTYPE Invoice [${subset}]>\n`, note: "&e;" });

/** Each entity names the one before ten times: 10^9 copies of the first. */
const laughs = Array.from({ length: 9 }, (_, level) => {
  const inner = level === 0 ? SECRET : `&e${level - 1};`.repeat(10);
  return `<!ENTITY e${level === 8 ? "" : level} "${inner}">`;
}).join("");

const DECLARED: Readonly<Record<string, (targets: Targets) => Parts>> = {
  "a billion laughs": () => declaring(laughs),
  "one long entity, called a thousand times": () => ({
    ...declaring(`<!ENTITY e "${SECRET.repeat(1000)}">`),
    note: "&e;".repeat(1000),
  }),
  "an entity that calls itself": () => declaring(`<!ENTITY e "${SECRET}&e;">`),
  "an internal entity": () => declaring(`<!ENTITY e "${SECRET}">`),
  "one of the five, declared anew": () => ({ ...declaring(`<!ENTITY lt "${SECRET}">`), note: "&lt;" }),
  "an entity in a file": ({ file }) => declaring(`<!ENTITY e SYSTEM "${file}">`),
  "an entity on a server": ({ http }) => declaring(`<!ENTITY e SYSTEM "${http}">`),
  "a parameter entity in a file": ({ file }) => declaring(`<!ENTITY % p SYSTEM "${file}">%p;`),
  "a parameter entity on a server": ({ http }) => declaring(`<!ENTITY % p SYSTEM "${http}">%p;`),
  "an unparsed entity": ({ file }) => declaring(`<!NOTATION n SYSTEM "n"><!ENTITY e SYSTEM "${file}" NDATA n>`),
  "an attribute's default value": () => ({
    prolog: `<!DOCTYPE Invoice [<!ATTLIST Invoice a CDATA "${SECRET}">]>`,
  }),
  "an external subset": ({ http }) => ({ prolog: `<!DOCTYPE Invoice SYSTEM "${http}">` }),
  "a public external subset": ({ http }) => ({ prolog: `<!DOCTYPE Invoice PUBLIC "-//X//Y//EN" "${http}">` }),
  "a declaration in small letters": () => ({ prolog: `<!doctype Invoice [<!ENTITY e "${SECRET}">]>`, note: "&e;" }),
  "a declaration behind a comment and an instruction": () => ({
    prolog: `<?xml version="1.0"?><!-- <a> --><?p q?>\n<!DOCTYPE Invoice [<!ENTITY e "${SECRET}">]>`,
    note: "&e;",
  }),
  "a declaration inside the root": () => ({ before: `<!DOCTYPE Invoice [<!ENTITY e "${SECRET}">]>`, note: "&e;" }),
};

const declared = (targets: Targets): readonly Attack[] =>
  Object.entries(DECLARED).map(([name, parts]) => ({ name, xml: invoice(parts(targets)), code: "XML_DOCTYPE" }));

const undeclared: readonly Attack[] = [
  { name: "an entity that nobody declares", xml: invoice({ note: "&e;" }), code: "XML_ENTITE_INCONNUE" },
  { name: "the same in an attribute", xml: invoice({ attributes: ' a="&e;"' }), code: "XML_ENTITE_INCONNUE" },
  { name: "an entity of HTML", xml: invoice({ note: "&nbsp;" }), code: "XML_ENTITE_INCONNUE" },
];

/** What a reader may not do a second time, or not at all. */
const literal: readonly Attack[] = [
  {
    name: "the five and character references",
    xml: invoice({ note: "&lt;&gt;&amp;&quot;&apos;&#233;&#xE9;" }),
    note: "<>&\"'éé",
  },
  { name: "an escaped reference", xml: invoice({ note: "&amp;e;" }), note: "&e;" },
  { name: "an ampersand by its number", xml: invoice({ note: "&#38;lt;&#x26;e;" }), note: "&lt;&e;" },
  { name: "markup by its numbers", xml: invoice({ note: "&#60;c:ID&#62;F2&#60;/c:ID&#62;" }), note: "<c:ID>F2</c:ID>" },
  { name: "a reference in CDATA", xml: invoice({ note: "<![CDATA[&e;&lt;]]>" }), note: "&e;&lt;" },
  {
    name: "a declaration in CDATA",
    xml: invoice({ note: '<![CDATA[<!DOCTYPE a [<!ENTITY e "x">]>]]>' }),
    note: '<!DOCTYPE a [<!ENTITY e "x">]>',
  },
  {
    name: "a declaration in a comment",
    xml: invoice({ prolog: '<!--<!DOCTYPE a [<!ENTITY e "x">]>-->', note: "x" }),
    note: "x",
  },
];

const pointing = ({ file, http }: Targets): readonly Attack[] => [
  {
    name: "XInclude",
    xml: invoice({
      attributes: ' xmlns:xi="http://www.w3.org/2001/XInclude"',
      before: `<xi:include href="${file}" parse="text"/><xi:include href="${http}"><xi:fallback/></xi:include>`,
    }),
    note: "x",
  },
  {
    name: "XInclude inside a term",
    xml: invoice({ note: `<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="${file}" parse="text"/>` }),
    note: "",
  },
  {
    name: "a style sheet",
    xml: invoice({ prolog: `<?xml-stylesheet type="text/xsl" href="${http}"?><?xml-model href="${http}"?>` }),
    note: "x",
  },
  {
    name: "a schema",
    xml: invoice({
      attributes: ` xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="urn:x ${http}" s:noNamespaceSchemaLocation="${file}"`,
    }),
    note: "x",
  },
  { name: "a namespace on a server", xml: invoice({ attributes: ` xmlns:n="${http}"` }), note: "x" },
  { name: "another base", xml: invoice({ attributes: ` xml:base="${http}"` }), note: "x" },
];

export const attacksOn = (targets: Targets): readonly Attack[] => [
  ...declared(targets),
  ...undeclared,
  ...literal,
  ...pointing(targets),
];
