/** What `npm start` is asked for. */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_PORTS, type Ports } from "../local/defaults.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export const USAGE = `npm start -- [--fresh] [--au YYYY-MM-DD] [--port N] [--data FOLDER] [--sans-exemples]

  --fresh          empty the data of earlier starts first
  --au DATE        move the clock forward to that date (it never goes back)
  --port N         port of the API; N+1 and N+2 serve AWS and sign-in (default ${DEFAULT_PORTS.api})
  --data FOLDER    where data is kept (default .plainchant)
  --sans-exemples  deposit no samples
`;

export interface StartOptions {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly samples: boolean;
  /** Folder of all that the platform keeps. */
  readonly data: string;
  readonly ports: Ports;
  readonly au: Date | undefined;
}

/** Highest port of the API: two more follow it. */
const LAST_PORT = 65_533;

const readPorts = (text: string): Ports => {
  const api = Number(text);
  if (!Number.isInteger(api) || api < 1 || api > LAST_PORT) throw new Error(`--port ${text} is no port`);
  return { api, aws: api + 1, people: api + 2 };
};

const readDate = (text: string): Date => {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`--au ${text} is no date: write 2026-05-01`);
  return date;
};

/** @throws Error in a sentence, when an option is unknown or has a value that it cannot have. */
export const readOptions = (args: readonly string[]): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: "boolean", default: false },
      au: { type: "string" },
      port: { type: "string", default: String(DEFAULT_PORTS.api) },
      data: { type: "string", default: join(ROOT, ".plainchant") },
      "sans-exemples": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return {
    help: values.help,
    fresh: values.fresh,
    samples: !values["sans-exemples"],
    data: values.data,
    ports: readPorts(values.port),
    au: values.au === undefined ? undefined : readDate(values.au),
  };
};
