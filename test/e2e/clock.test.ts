import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Platform, startPlatform } from "#test/given/platform.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const HOUR_MS = 60 * 60 * 1000;

const move = (body: string) => fetch(`${platform.api}/_local/horloge`, { method: "POST", body });
const later = (ms: number): string => JSON.stringify({ au: new Date(platform.runtime.now().getTime() + ms) });

describe("the clock of the platform on this machine", () => {
  it("is read and moved forward over HTTP, for every part and every function", async () => {
    const response = await move(later(24 * HOUR_MS));
    const { maintenant } = z.object({ maintenant: z.iso.datetime() }).parse(await response.json());
    expect(response.status).toBe(200);
    expect(Date.parse(maintenant)).toBeGreaterThan(Date.now() + 23 * HOUR_MS);
    const session = await platform.session("menuiserie");
    const { creeLe } = await session.open({ nomFichier: "f.xml", taille: 1 });
    expect(Date.parse(creeLe)).toBeGreaterThanOrEqual(Date.parse(maintenant));
    const read: unknown = await (await fetch(`${platform.api}/_local/horloge`)).json();
    expect(read).toEqual({ maintenant: expect.any(String) });
  });

  it("never goes back", async () => {
    const before = platform.runtime.now();
    expect((await move(later(-HOUR_MS))).status).toBe(409);
    expect(platform.runtime.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  it.each(["", "{", "{}", '{"au":1}', '{"au":"demain"}'])("refuses %j and says what to send", async (body) => {
    const response = await move(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("2026-05-01");
  });

  it("moves while callers keep asking: only work that goes on by itself holds it", async () => {
    const session = await platform.session("menuiserie");
    let moved = false;
    const ask = async (): Promise<number> => {
      let asked = 0;
      for (; !moved; asked++) await session.list();
      return asked;
    };
    const callers = Array.from({ length: 8 }, ask);
    // Under a token's life, so that the callers stay who they are.
    const response = await move(later(HOUR_MS / 2));
    moved = true;
    expect(response.status).toBe(200);
    expect(Math.min(...(await Promise.all(callers)))).toBeGreaterThan(0);
  });

  it("names what it knows to who asks for something else", async () => {
    const response = await fetch(`${platform.api}/_local/autre`);
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("GET /_local/courriers")]);
  });
});
