import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authorization, Browser, exchange, signIn } from "./browser.ts";
import { EMAIL, GOODBYE, PASSWORD, type People, startPeople } from "./given.ts";

let people: People;
beforeEach(async () => {
  people = await startPeople();
  await people.addUser(EMAIL, PASSWORD);
});
afterEach(async () => {
  await people.stop();
});

const openPage = async (browser: Browser): Promise<URL> =>
  (await browser.follow(await browser.request(authorization(people).url))).url;

const alertOf = async (response: Response): Promise<string | undefined> =>
  /<p role="alert"[^>]*>([^<]*)</.exec(await response.text())?.[1];

describe("the sign-in page", () => {
  it("is French, labelled, and cannot be framed", async () => {
    const browser = new Browser();
    const response = await browser.request(await openPage(browser));
    const html = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('<label for="email">Adresse électronique</label>');
    expect(html).toContain('<label for="password">Mot de passe</label>');
  });

  it.each([
    ["a wrong password", EMAIL, "autre chose"],
    ["an unknown address", "personne@exemple.fr", PASSWORD],
    ["nothing", "", ""],
  ])("says the same to %s", async (_, email, password) => {
    const browser = new Browser();
    const response = await browser.submit(await openPage(browser), email, password);
    expect(response.status).toBe(400);
    expect(await alertOf(response)).toBe("L’adresse électronique ou le mot de passe est incorrect.");
  });

  it("gives the address back as text, never as markup", async () => {
    const browser = new Browser();
    const response = await browser.submit(await openPage(browser), '"><script>x</script>', "x");
    expect(await response.text()).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
  });

  it.each([EMAIL, "personne@exemple.fr"])("locks %s after five tries, twice as long each time", async (email) => {
    const browser = new Browser();
    const page = await openPage(browser);
    for (let attempt = 1; attempt < 5; attempt += 1) await browser.submit(page, email, "faux");
    const fifth = await browser.submit(page, email, "faux");
    expect(fifth.status).toBe(429);
    expect(fifth.headers.get("retry-after")).toBe("1");
    expect(await alertOf(fifth)).toBe(
      "Trop d’essais infructueux : la connexion est bloquée pendant 1 seconde. Réessayez ensuite.",
    );
    for (const seconds of [2, 4, 8, 16, 32, 64]) {
      people.pass(seconds / 2);
      expect((await browser.submit(page, email, "faux")).headers.get("retry-after")).toBe(String(seconds));
    }
    expect(await alertOf(await browser.submit(page, email, PASSWORD))).toContain("bloquée pendant 2 minutes");
  });

  it("lets the person in once the lock has ended", async () => {
    const browser = new Browser();
    const page = await openPage(browser);
    for (let attempt = 1; attempt <= 5; attempt += 1) await browser.submit(page, EMAIL, "faux");
    people.pass(2);
    const back = await browser.follow(await browser.submit(page, EMAIL, PASSWORD));
    expect(back.url.searchParams.get("code")).toEqual(expect.any(String));
  });

  it("takes the address in whatever case", async () => {
    const browser = new Browser();
    const back = await browser.follow(await browser.submit(await openPage(browser), EMAIL.toUpperCase(), PASSWORD));
    expect(back.url.searchParams.get("code")).toEqual(expect.any(String));
  });

  it("tells who comes without a request, or too late, to start again", async () => {
    const browser = new Browser();
    const page = await openPage(browser);
    people.pass(3_601);
    for (const response of [await browser.request(page), await new Browser().request(page)]) {
      expect(response.status).toBe(400);
      expect(await alertOf(response)).toBe("Votre demande de connexion a expiré ou a déjà servi.");
    }
  });

  it("opens from /login as Cognito's does", async () => {
    const browser = new Browser();
    const { search } = authorization(people).url;
    const { url } = await browser.follow(await browser.request(`${people.url}/login${search}`));
    expect(url.pathname).toMatch(/^\/login\/.+/);
  });
});

describe("signing in as another", () => {
  it("ends the session of the first person", async () => {
    const { browser } = await signIn(people);
    const sub = await people.addUser("autre@exemple.fr", PASSWORD);
    const { verifier, url } = authorization(people, { prompt: "login" });
    const page = await browser.follow(await browser.request(url));
    const change = await browser.follow(await browser.submit(page.url, "autre@exemple.fr", PASSWORD));
    const html = await change.response.text();
    const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]);
    const action = /action="([^"]*)"/.exec(html)?.[1] ?? "";
    const body = new URLSearchParams(Object.fromEntries(fields));
    const back = await browser.follow(await browser.request(action, { method: "POST", body }));
    const code = back.url.searchParams.get("code") ?? "";
    const tokens = await exchange(people, { code, verifier });
    expect(decodeJwt(String(tokens.body["access_token"]))).toMatchObject({ sub, username: sub });
  });
});

describe("signing out", () => {
  const logout = (browser: Browser, target: string): Promise<Response> =>
    browser.request(`${people.url}/logout?${new URLSearchParams({ client_id: people.clientId, logout_uri: target })}`);

  it("ends the session and goes where the application says", async () => {
    const { browser } = await signIn(people);
    const response = await logout(browser, GOODBYE);
    expect(response.headers.get("location")).toBe(GOODBYE);
    expect((await openPage(browser)).pathname).toMatch(/^\/login\//);
  });

  it("goes nowhere that the application did not declare", async () => {
    const response = await logout(new Browser(), "http://127.0.0.1:9/ailleurs");
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  it("answers 404 to any other path", async () => {
    expect((await fetch(`${people.url}/session/end`)).status).toBe(404);
    expect((await fetch(`${people.url}/.well-known/openid-configuration`)).status).toBe(404);
  });
});
