/** Writes the XML of S3's answers. */
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Control characters are allowed in keys; S3 writes them as numeric references, which its clients decode. */
const escapeText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[&<>"\u0000-\u001f]/g, (char) => ESCAPES[char] ?? `&#x${char.charCodeAt(0).toString(16)};`);

export type Xml = string | number | boolean | undefined | readonly Xml[] | { readonly [name: string]: Xml };

const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value);

const element = (name: string, value: Xml): string => {
  if (value === undefined) return "";
  if (isList(value)) return value.map((item) => element(name, item)).join("");
  const content =
    typeof value === "object"
      ? Object.entries(value)
          .map(([child, inner]) => element(child, inner))
          .join("")
      : escapeText(String(value));
  return `<${name}>${content}</${name}>`;
};

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document whose root is `name`; a list repeats its element, an undefined value leaves it out. */
export const xmlDocument = (name: string, content: { readonly [child: string]: Xml }): string =>
  `${DECLARATION}${element(name, content).replace(`<${name}>`, `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`)}`;

/** S3 writes its errors without a namespace. */
export const xmlError = (content: { readonly [child: string]: Xml }): string =>
  `${DECLARATION}${element("Error", content)}`;
