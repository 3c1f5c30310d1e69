/** The command that verifies invoices: arguments → documents → what is said of each → the exit status. */
import type { OpenArchive } from "#domain/depots/archive.ts";
import { makeReport, type Report } from "#domain/rapports/report.ts";
import type { VerifyDocument } from "#usecases/verify-document.ts";
import { Misuse } from "./misuse.ts";
import type { Terminal } from "./terminal.ts";
import { documentsOf, type NamedDocument } from "./verify-documents.ts";
import { openHtmlFile } from "./verify-html.ts";
import { readVerifyOptions, type VerifyOptions } from "./verify-options.ts";
import { JSON_OUTPUT, type Look, textOutput } from "./verify-output.ts";
import { startPace } from "./verify-pace.ts";
import type { Progress } from "./verify-progress.ts";
import { listSources } from "./verify-sources.ts";
import { counted, NOTHING_JUDGED, type Tally } from "./verify-tally.ts";
import { USAGE } from "./verify-usage.ts";

export interface VerifySurroundings {
  readonly terminal: Pick<Terminal, "out" | "error">;
  readonly look: Look;
  readonly progress: Progress;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly openArchive: OpenArchive;
  readonly verify: VerifyDocument;
}

const judge = (document: NamedDocument, { profile }: VerifyOptions, verify: VerifyDocument): Report =>
  "fault" in document
    ? makeReport({ reading: [document.fault], structure: [], rules: [], national: [] })
    : verify(document.bytes, profile);

const verifyAll = async (options: VerifyOptions, surroundings: VerifySurroundings): Promise<Tally> => {
  const { terminal, look, progress, verify } = surroundings;
  const { sources, skipped } = listSources(options.paths);
  const html = openHtmlFile(options.html);
  const output = options.json ? JSON_OUTPUT : textOutput(look);

  const pace = startPace(progress);
  let tally = NOTHING_JUDGED;
  for (const [filesDone, source] of sources.entries()) {
    for await (const document of documentsOf(source, surroundings)) {
      const report = judge(document, options, verify);
      tally = counted(tally, report);
      html.add({ name: document.path, report });
      progress.above(() => terminal.out(output.document(document.path, report)));
      await pace.step({ filesDone, files: sources.length, documents: tally.documents });
    }
  }
  progress.clear();
  terminal.out(output.end({ ...tally, skipped, seconds: pace.seconds(), profile: options.profile }));
  html.write();
  return tally;
};

const obey = async (args: readonly string[], surroundings: VerifySurroundings): Promise<0 | 1> => {
  const options = readVerifyOptions(args);
  if (options.help) {
    surroundings.terminal.out(USAGE);
    return 0;
  }
  if (options.paths.length === 0) throw new Misuse(`Indiquez ce qui est à vérifier.\n\n${USAGE.trimEnd()}`);
  const { documents, valid } = await verifyAll(options, surroundings);
  return documents === valid ? 0 : 1;
};

/** Answers the exit status: 0 all are valid, 1 one is not, 2 misuse, whose reason the terminal has. */
export const runVerify = async (args: readonly string[], surroundings: VerifySurroundings): Promise<0 | 1 | 2> => {
  try {
    return await obey(args, surroundings);
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    surroundings.progress.clear();
    surroundings.terminal.error(`${error.message}\n`);
    return 2;
  }
};
