/** XML for tests, written as a path: `cac:PaymentTerms/cbc:Note`, attributes after it: `cbc:ID@schemeID=0088`. */

const open = (step: string): string => {
  const [name = "", ...attributes] = step.split("@");
  return [name, ...attributes.map((attribute) => attribute.replace("=", '="').concat('"'))].join(" ");
};

/** The steps, one in the other, around the content. */
export const markup = (path: string, ...content: readonly string[]): string =>
  path
    .split("/")
    .reverse()
    .reduce((inner, step) => `<${open(step)}>${inner}</${step.split("@")[0]}>`, content.join(""));
