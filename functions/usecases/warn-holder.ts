import { warning } from "#domain/travaux/echeances.ts";
import { warned } from "#domain/travaux/holds.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { System } from "#ports/system.ts";

export interface WarnHolderDeps {
  readonly dossiers: Pick<Dossiers, "find" | "avertir">;
  readonly system: Pick<System, "now">;
}

/**
 * Writes that whoever holds the dossier is to be warned that his delay will soon be over: once for each delay, not before it is
 * time, nor once it is over or he has acted. The event's id is the delay's, so that its e-mail is one too.
 */
export const makeWarnHolder =
  ({ dossiers, system }: WarnHolderDeps) =>
  /** Whether something was written. */
  async (id: string): Promise<boolean> => {
    const before = await dossiers.find(id);
    const instant = system.now().toISOString();
    const due = before && warning(before, instant);
    if (before === undefined || due === undefined) return false;
    const { delai } = due.echeance;
    const { depuis } = due.hold;
    const written = await dossiers.avertir({
      before,
      after: warned(before, instant),
      evenement: { id: `${id}:${delai}:${depuis}`, type: "DELAI_A_ECHOIR", dossier: id, depuis, instant },
    });
    return written === "written";
  };
