import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { ApiRefusal, sessionOf, signIn, upload } from "#infra/cli/platform.ts";

/** An API that answers as the test says. */
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
};

const REPORT = {
  id: "d".repeat(26),
  statut: "RECU",
  libelleStatut: "Reçu",
  nomFichier: "f.xml",
  taille: 1,
  verificationSeule: false,
  creeLe: "2026-01-15T10:00:00Z",
  versionsIgnorees: 0,
  factures: [],
};

describe("a client of the API", () => {
  it("is told of a refusal whole: what was asked, its status, its problem", async () => {
    const api = await serve((_, response) => response.writeHead(401).end('{"code":"JETON_INVALIDE"}'));
    const refusal = signIn(api, "inconnu", "secret");
    await expect(refusal).rejects.toThrow(ApiRefusal);
    await expect(refusal).rejects.toMatchObject({
      message: 'token: HTTP 401: {"code":"JETON_INVALIDE"}',
      status: 401,
      body: '{"code":"JETON_INVALIDE"}',
    });
  });

  it("is told why a form was refused", async () => {
    const url = await serve((request, response) => {
      request.resume();
      request.on("end", () => response.writeHead(400).end("<Code>EntityTooLarge</Code>"));
    });
    await expect(
      upload({ url, champs: { key: "k" }, expireLe: "2026-01-15T10:00:00Z" }, Buffer.from("x")),
    ).rejects.toMatchObject({ status: 400, body: "<Code>EntityTooLarge</Code>" });
  });

  it("looks again while a deposit is being judged", async () => {
    const statuts = ["EN_ATTENTE_DE_FICHIER", "RECU", "REJETE"];
    const api = await serve((_, response) => response.end(JSON.stringify({ ...REPORT, statut: statuts.shift() })));
    expect(await sessionOf(api, "jeton").verdict(REPORT.id)).toMatchObject({ statut: "REJETE" });
    expect(statuts).toEqual([]);
  });

  it("gives up on a verdict that does not come, and says where the deposit stands", async () => {
    const api = await serve((_, response) => response.end(JSON.stringify(REPORT)));
    await expect(sessionOf(api, "jeton").verdict(REPORT.id, 1)).rejects.toThrow(
      `depot ${REPORT.id} is still RECU after 1 ms`,
    );
  });
});
