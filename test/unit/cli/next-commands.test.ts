import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nextCommands } from "#infra/cli/next-commands.ts";

const URLS = { api: "http://127.0.0.1:7000", aws: "http://127.0.0.1:7001", people: "http://127.0.0.1:7002" };
const printed = nextCommands(URLS, join(process.cwd(), ".plainchant/exemples"));

describe("the commands to try next", () => {
  it("name the platform's own URLs and no others", () => {
    const urls = [...printed.matchAll(/http:\/\/[^/\s"]+/g)].map(([url]) => url);
    expect(new Set(urls)).toEqual(new Set([URLS.api, URLS.people]));
  });

  it("all call the API, and say what for", () => {
    const steps = printed.split(/^# /m).slice(1);
    expect(steps.map((step) => step.slice(0, 2))).toEqual(["1.", "2.", "3.", "4.", "5.", "6."]);
    for (const curl of printed.matchAll(/curl -s (\S+)/g)) expect(curl[1]?.startsWith(URLS.api)).toBe(true);
  });

  it.each([
    "/v1/oauth/token -d grant_type=client_credentials -d client_id=exemple-menuiserie -d client_secret=secret-d-exemple-menuiserie",
    '/v1/depots -H "authorization: Bearer $JETON"',
    "/v1/depots/$ID",
    '/v1/factures -H "authorization: Bearer $COMMUNE"',
    '/_local/horloge -d \'{"au":',
  ])("call %s", (call) => {
    expect(printed).toContain(`curl -s ${URLS.api}${call}`);
  });

  it("take their invoice from where the samples are, seen from where one stands", () => {
    expect(printed).toContain(" .plainchant/exemples/facture-ubl.xml > .plainchant/exemples/nouvelle.xml");
    expect(nextCommands(URLS, process.cwd())).toContain(
      ` ${process.cwd()}/facture-ubl.xml > ${process.cwd()}/nouvelle.xml`,
    );
  });

  it("name somebody who can sign in, the mail and the clock", () => {
    expect(printed).toContain("camille@menuiserie.exemple / Exemple-2026-menuiserie");
    expect(printed).toContain(`${URLS.api}/_local/courriers`);
    expect(printed).toContain("npm start -- --fresh");
  });
});
