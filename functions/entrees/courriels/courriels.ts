import * as z from "zod";
import { makeQueueHandler } from "#edge/batch.ts";
import { makeSendCourriel, type SendCourrielDeps } from "#usecases/send-courriel.ts";

const Order = z.object({ facture: z.string(), courriel: z.string() });

/** E-mails to send. */
export const makeHandler = (deps: SendCourrielDeps) => {
  const sendCourriel = makeSendCourriel(deps);
  return makeQueueHandler(async (body) => {
    const { facture, courriel } = Order.parse(body);
    await sendCourriel(facture, courriel);
  }, deps.journal);
};
