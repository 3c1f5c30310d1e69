/** What a verification writes for each document, and at its end. */
import type { Report } from "#domain/rapports/report.ts";
import { type Palette, renderText } from "#domain/rapports/text.ts";
import { verdictOf } from "#domain/rapports/verdict.ts";
import { visible } from "#domain/rapports/visible.ts";
import { DEFAULT_PROFILE, DEPOSIT_PROFILE, PROFILES, type ProfileName } from "#domain/regles/national/profiles.ts";
import type { Tally } from "./verify-tally.ts";

export interface Summary extends Tally {
  /** Entries of folders that were passed over. */
  readonly skipped: number;
  readonly seconds: number;
  readonly profile: ProfileName;
}

export interface Output {
  readonly document: (path: string, report: Report) => string;
  readonly end: (summary: Summary) => string;
}

/** How a terminal shows text. */
export interface Look {
  readonly palette: Palette;
  /** Characters of a line. */
  readonly width: number;
}

/** One line a document, for programs. */
export const JSON_OUTPUT: Output = {
  document: (path, report) => `${JSON.stringify({ path, ...verdictOf(report) })}\n`,
  end: () => "",
};

const FRENCH = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

const figure = (count: number): string => FRENCH.format(count);

const rowsOf = ({ documents, valid, warned, skipped, seconds }: Summary): readonly (readonly [string, string])[] => [
  ["Documents", figure(documents)],
  ["Valides", `${figure(valid)}${warned === 0 ? "" : `, dont ${figure(warned)} avec des avertissements`}`],
  ["Invalides", figure(documents - valid)],
  ...(skipped === 0 ? [] : [["Ignorés", `${figure(skipped)} (ni .xml, ni .pdf, ni archive)`] as const]),
  ["Durée", `${figure(seconds)} s, soit ${figure(Math.round(documents / seconds))} documents par seconde`],
];

/** What was asked: an invoice that is right by the standard may lack what a deposit needs. */
const askedBy = (profile: ProfileName): string => {
  const asked = `Vérifié : ${PROFILES[profile].label}.`;
  return profile === DEFAULT_PROFILE
    ? `${asked} Pour ce qu'un dépôt demande en plus : --profile ${DEPOSIT_PROFILE}.`
    : asked;
};

/** For people: what is to be corrected at length, what is right in a line, the figures of several last. */
export const textOutput = ({ palette, width }: Look): Output => ({
  document(path, report) {
    if (report.faults.length === 0) return `${palette.valid("✓")} ${visible(path)}\n`;
    const sign = report.valid ? palette.warning("✓") : palette.fatal("✗");
    return `\n${sign} ${palette.strong(visible(path))}\n${renderText(report, palette, { width })}\n`;
  },
  end(summary) {
    const rows = summary.documents + summary.skipped === 1 ? [] : rowsOf(summary);
    const figures = rows.map(([name, value]) => `${palette.faint(name.padEnd(11))}${value}\n`);
    return `\n${figures.join("")}${palette.faint(askedBy(summary.profile))}\n`;
  },
});
