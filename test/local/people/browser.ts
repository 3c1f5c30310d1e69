/** A browser that keeps cookies and follows nothing by itself, and an application that signs people in. */
import { createHash, randomBytes } from "node:crypto";
import { CALLBACK, EMAIL, PASSWORD } from "./given.ts";

/** Where an application finds its issuer. */
export interface Issuer {
  readonly url: string;
  readonly clientId: string;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export class Browser {
  readonly #cookies = new Map<string, Cookie>();
  readonly #callback: string;

  constructor(callback = CALLBACK) {
    this.#callback = callback;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = pair.split("=");
    const path = attributes.find((attribute) => attribute.toLowerCase().startsWith("path="))?.slice(5) ?? "/";
    if (value === "") this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }

  async request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { accept: "text/html", cookie } });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Goes where the answer sends it, until it stays or is sent to the application. */
  async follow(response: Response): Promise<{ readonly response: Response; readonly url: URL }> {
    const location = response.headers.get("location");
    if (location === null) return { response, url: new URL(response.url) };
    const url = new URL(location, response.url);
    return url.href.startsWith(this.#callback) ? { response, url } : this.follow(await this.request(url));
  }

  /** Fills the sign-in page in. */
  submit(page: URL, email: string, password: string): Promise<Response> {
    return this.request(page, { method: "POST", body: new URLSearchParams({ email, password }) });
  }
}

export interface Attempt {
  readonly verifier: string;
  readonly url: URL;
}

export const authorization = ({ url, clientId }: Issuer, changes: Readonly<Record<string, string>> = {}): Attempt => {
  const verifier = randomBytes(32).toString("base64url");
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope: "openid email",
    state: "état",
    nonce: "n-1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...changes,
  };
  return { verifier, url: new URL(`${url}/oauth2/authorize?${new URLSearchParams(parameters)}`) };
};

/** Signs in on the page and comes back with a code. */
export const signIn = async (
  people: Issuer,
  changes: Readonly<Record<string, string>> = {},
  browser = new Browser(),
  { email, password } = { email: EMAIL, password: PASSWORD },
) => {
  const { verifier, url } = authorization(people, changes);
  const page = await browser.follow(await browser.request(url));
  const back = await browser.follow(await browser.submit(page.url, email, password));
  return { verifier, code: back.url.searchParams.get("code") ?? "", back: back.url, browser };
};

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export const token = async (
  { url, clientId }: Issuer,
  fields: Readonly<Record<string, string>>,
): Promise<TokenAnswer> => {
  const response = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: clientId, ...fields }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body: body instanceof Object ? { ...body } : {} };
};

export const exchange = (
  people: Issuer,
  { code, verifier }: { readonly code: string; readonly verifier: string },
  changes: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> =>
  token(people, {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    redirect_uri: CALLBACK,
    ...changes,
  });
