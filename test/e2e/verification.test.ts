/** An invoice verified at once through the API, on the whole platform. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_TAILLE_VERIFICATION } from "#domain/limites/verification.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import { Probleme, TokenResponse, VerdictResponse } from "#entrees/api/schemas.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";
import { personToken } from "#test/given/people.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { openScene, type Scene } from "#test/given/scene.ts";
import { verdictsOf, verification } from "#test/unit/cli/verification.ts";
import { folderOf } from "#test/unit/cli/verify-files.ts";

const BYTES = "application/octet-stream";

const TEXT = sampleInvoice("F-1", { engagement: "1300012345" }).toString();
const RIGHT = Buffer.from(TEXT);
const WRONG = Buffer.from(
  TEXT.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, "$11.00").replace(/(<cbc:IssueDate>)[^<]*/, "$12026-13-01"),
);

const FILES: Readonly<Record<string, Buffer>> = {
  "a right invoice": RIGHT,
  "a wrong one": WRONG,
  "no invoice": Buffer.from("<html/>"),
  "no XML": Buffer.from("Facture n° 12"),
  "an archive": Buffer.from("PK\u0003\u0004"),
  garbage: Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 37 + 11) % 256)),
  "nothing but spaces": Buffer.from(" \n"),
};

let scene: Scene;
let token: string;
beforeAll(async () => {
  scene = await openScene();
  token = await tokenOf("menuiserie");
});
afterAll(() => scene.platform.stop());

const tokenOf = async (account: keyof typeof SAMPLE_ACCOUNTS): Promise<string> => {
  const { clientId, secret } = SAMPLE_ACCOUNTS[account];
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: secret });
  const response = await fetch(`${scene.platform.api}/v1/oauth/token`, { method: "POST", body });
  return TokenResponse.parse(await response.json()).access_token;
};

interface Sending {
  readonly type?: string;
  readonly query?: string;
  readonly bearer?: string;
}

const send = (
  body: Uint8Array<ArrayBuffer> | null,
  { type = BYTES, query = "", bearer = token }: Sending = {},
): Promise<Response> =>
  fetch(`${scene.platform.api}${ROUTES.verifierFacture.path}${query}`, {
    method: "POST",
    headers: { "content-type": type, ...(bearer !== "" && { authorization: `Bearer ${bearer}` }) },
    body,
  });

const verdict = async (bytes: Buffer, sending: Sending = {}) => {
  const response = await send(new Uint8Array(bytes), sending);
  return { status: response.status, ...VerdictResponse.parse(await response.json()) };
};

const problem = async (response: Response) => {
  const { code, correction, erreurs } = Probleme.parse(await response.json());
  return { status: response.status, code, correction, erreurs };
};

/** What the command says of the same bytes. */
const commanded = async (bytes: Buffer) => {
  const file = join(folderOf({}), "facture");
  writeFileSync(file, bytes);
  const [{ path: _, ...said } = { path: "" }] = verdictsOf((await verification(["--json", file])).out);
  return said;
};

describe("POST /v1/factures/verification", () => {
  it("answers 200 with no fault of a right invoice, and with the faults of a wrong one", async () => {
    expect(await verdict(RIGHT)).toEqual({ status: 200, syntax: "ubl-invoice", fatal: [], warning: [], faults: [] });
    const { status, fatal, faults } = await verdict(WRONG);
    expect([status, fatal.includes("BR-CO-16")]).toEqual([200, true]);
    expect(faults.map(({ code }) => code)).toContain("BR-CO-16");
  });

  it.each(Object.entries(FILES).filter(([name]) => name !== "an archive"))(
    "answers of %s what npm run verify --json says of it",
    async (_, bytes) => {
      const { status, ...answered } = await verdict(bytes);
      expect(status).toBe(200);
      expect(answered).toEqual(await commanded(bytes));
    },
  );

  it("takes one invoice, and says so of an archive", async () => {
    const { status, syntax, faults } = await verdict(FILES["an archive"] ?? Buffer.alloc(0));
    expect({ status, syntax, code: faults[0]?.code }).toEqual({ status: 200, syntax: null, code: "ARCHIVE_NON_LUE" });
  });

  it.each([
    ["ISO-8859-1", (text: string) => Buffer.from(text.replace("UTF-8", "ISO-8859-1"), "latin1")],
    ["UTF-16", (text: string) => Buffer.from(`\uFEFF${text.replace("UTF-8", "UTF-16")}`, "utf16le")],
  ])("reads an invoice in %s as it was written", async (_, encode) => {
    const accented = TEXT.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, "$1né à Nîmes");
    const { syntax, faults } = await verdict(encode(accented));
    expect(syntax).toBe("ubl-invoice");
    expect(faults.map(({ value }) => value)).toContain("né à Nîmes");
    expect(await verdict(encode(TEXT))).toMatchObject({ fatal: [], warning: [], faults: [] });
  });

  it("has an empty file for no body", async () => {
    for (const type of [BYTES, "text/xml"]) {
      const response = await send(null, { type });
      const { syntax, faults } = VerdictResponse.parse(await response.json());
      expect([response.status, syntax, faults[0]?.code]).toEqual([200, null, "FICHIER_VIDE"]);
    }
  });

  it.each(["text/xml", "application/xml; charset=utf-8", "text/plain", "application/json"])(
    "refuses a body that API Gateway passes as text: %s",
    async (type) => {
      expect(await problem(await send(new Uint8Array(RIGHT), { type }))).toMatchObject({
        status: 415,
        code: "FICHIER_RECU_EN_TEXTE",
        correction: expect.stringContaining(BYTES),
      });
    },
  );

  it.each(["application/x-www-form-urlencoded", "application/vnd.exemple+xml"])(
    "takes any other that comes whole: %s",
    async (type) => {
      expect(await verdict(RIGHT, { type })).toMatchObject({ status: 200, syntax: "ubl-invoice", faults: [] });
    },
  );

  it("asks what the profile asks, and names the profiles when it knows none of that name", async () => {
    const { faults } = await verdict(RIGHT, { query: "?profil=br-fr" });
    expect(faults.some(({ code }) => code.startsWith("BR-FR-"))).toBe(true);
    expect(await problem(await send(new Uint8Array(RIGHT), { query: "?profil=inconnu" }))).toMatchObject({
      status: 400,
      erreurs: [{ champ: "requete.profil", message: expect.stringContaining("chorus-pro") }],
    });
  });

  it("takes 4 Mo, and says of one byte more that a deposit takes it", async () => {
    const padded = (size: number) => new Uint8Array(Buffer.concat([RIGHT, Buffer.alloc(size - RIGHT.length, "\n")]));
    expect((await send(padded(MAX_TAILLE_VERIFICATION))).status).toBe(200);
    expect(await problem(await send(padded(MAX_TAILLE_VERIFICATION + 1)))).toMatchObject({
      status: 413,
      code: "FACTURE_TROP_GROSSE",
      correction: expect.stringContaining("verificationSeule"),
    });
    // Lambda takes 6 MB, base64 included: beyond, the answer is API Gateway's own.
    expect((await send(padded(5 * 1024 * 1024))).status).toBe(413);
  });

  it("serves everyone who has a token, and nobody else", async () => {
    expect((await send(new Uint8Array(RIGHT), { bearer: "" })).status).toBe(401);
    expect((await send(new Uint8Array(RIGHT), { bearer: "faux" })).status).toBe(401);
    for (const bearer of [await tokenOf("commune"), await personToken(scene.platform, "camille@menuiserie.exemple")])
      expect((await send(new Uint8Array(RIGHT), { bearer })).status).toBe(200);
  });

  it("keeps nothing", async () => {
    const before = await scene.stored();
    for (const bytes of Object.values(FILES)) await verdict(bytes, { query: "?profil=chorus-pro" });
    await scene.platform.runtime.settle();
    expect(await scene.stored()).toEqual(before);
  });
});
