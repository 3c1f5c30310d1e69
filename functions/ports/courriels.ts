import type { Courriel } from "#domain/facture/facture.ts";

/** E-mails as rows: a legal fact first (art. R2192-15 CCP), a message second. */
export interface Courriels {
  /** Records that it is to be sent; a no-op when it is recorded already. Gives the row as it stands. */
  record(courriel: Courriel): Promise<Courriel>;
  find(facture: string, id: string): Promise<Courriel | undefined>;
  markSent(courriel: Courriel, instant: string, messageId: string): Promise<void>;
  /** What the recipient's server answered; the first answer of each kind stays. */
  markAccepted(facture: string, id: string, instant: string): Promise<void>;
  markRefused(facture: string, id: string, instant: string, motif: string): Promise<void>;
}

export interface CourrielsQueue {
  enqueue(facture: string, id: string): Promise<void>;
}

export interface OutgoingMail {
  readonly a: string;
  readonly objet: string;
  readonly texte: string;
  /** Comes back with the delivery events. */
  readonly facture: string;
  readonly courriel: string;
}

/** Thrown when no new attempt can succeed: the address or the message itself was refused. */
export class MailRefused extends Error {}

export interface Courrier {
  /** Hands the message over; gives its id. Throws {@link MailRefused}, or anything else when a retry may succeed. */
  send(mail: OutgoingMail): Promise<string>;
}
