import type { Inscription, Issue } from "#domain/exploitation/registre.ts";

export interface RegistreQuery {
  /** Civil day in Paris, `YYYY-MM-DD`. */
  readonly jour: string;
  /** Only lines before this one, latest first. */
  readonly before?: string;
  readonly limit: number;
}

export interface RegistrePage {
  /** Latest first. */
  readonly inscriptions: readonly Inscription[];
  /** Where the next page starts; absent after the last one. */
  readonly next?: string;
}

/** The register of operators' calls. Lines are added and concluded once; none is ever changed or removed. */
export interface Registre {
  /** Writes the line, unless it is there: false then, and nothing is changed. */
  inscrire(inscription: Inscription): Promise<boolean>;
  /** Says how it ended; the first outcome stays. Throws when the line is not there. */
  conclure(inscription: Pick<Inscription, "id" | "instant">, issue: Issue): Promise<void>;
  page(query: RegistreQuery): Promise<RegistrePage>;
}
