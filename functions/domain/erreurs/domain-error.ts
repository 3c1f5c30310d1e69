import { REFUSALS, type RefusalCode } from "./catalogue.ts";

/** A refusal of the catalogue. Thrown by use cases, turned once into an answer by the edge. */
export class DomainError extends Error {
  readonly code: RefusalCode;
  /** What this case adds to the catalogue's title, in French; shown to the caller. */
  readonly detail: string | undefined;

  constructor(code: RefusalCode, detail?: string, options?: ErrorOptions) {
    super(detail ?? REFUSALS[code].titre, options);
    this.name = code;
    this.code = code;
    this.detail = detail;
  }
}
