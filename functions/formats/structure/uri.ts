/**
 * A reference as RFC 2396 with the bracketed hosts of RFC 2732, which XML Schema 1.0 part 2, §3.2.17, names. Blanks and
 * letters beyond ASCII are allowed, as they could be escaped (XLink 1.0, §5.4). May be empty.
 */

const PARTS = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const SCHEME = /^[A-Za-z][A-Za-z\d+.-]*$/;
const BRACKETED_HOST = /^\/\/(?:[^/%[\]@]*@)?\[[^\]/]*\](?::\d*)?(?=\/|$)/;
const STRAY_PERCENT = /%(?![\dA-Fa-f]{2})/;
const BRACKET = /[[\]]/;

/** Offset of the `:` after the scheme; negative when there is none: a colon behind a slash is a letter like any other. */
const schemeEnd = (path: string): number => {
  const colon = path.indexOf(":");
  const slash = path.indexOf("/");
  return slash >= 0 && slash < colon ? -1 : colon;
};

const isPath = (path: string): boolean => {
  const plain = path.replace(BRACKETED_HOST, "");
  return !BRACKET.test(plain) && !STRAY_PERCENT.test(plain);
};

export const isUri = (text: string): boolean => {
  const [, path = "", query, fragment = ""] = PARTS.exec(text) ?? [];
  const colon = schemeEnd(path);
  const rest = path.slice(colon + 1);
  if (colon >= 0 && !SCHEME.test(path.slice(0, colon))) return false;
  if (colon >= 0 && rest === "" && query === undefined) return false;
  return isPath(rest) && !STRAY_PERCENT.test(query ?? "") && !STRAY_PERCENT.test(fragment) && !fragment.includes("#");
};
