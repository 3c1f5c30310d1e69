/** HTML put together from parts of which only ours are markup: every value is escaped where it goes in. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Content = Markup | string | number | readonly Content[];

const written = (content: Content): string => {
  if (content instanceof Markup) return content.toString();
  return typeof content === "object" ? content.map(written).join("") : escaped(String(content));
};

/** A template of markup; the values in it are text, also between the quotes of an attribute. */
export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  new Markup(strings.reduce((whole, part, index) => whole + written(values[index - 1] ?? "") + part));

export const NOTHING = new Markup("");
