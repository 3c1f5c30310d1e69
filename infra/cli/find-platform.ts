import { DEFAULT_PORTS } from "../local/defaults.ts";
import type { Stade } from "../stade.ts";
import { sdkEnvironment } from "./sdk-environment.ts";

/** The SDK finds AWS by itself, and a platform on this machine where its default ports are, unless it is told; what it is not told is that of this machine. */
export const findPlatform = (stade: Stade, environment: NodeJS.ProcessEnv): void => {
  if (stade !== "local") return;
  const { api, aws, people } = DEFAULT_PORTS;
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  const here = sdkEnvironment({ urls: { api: url(api), aws: url(aws), people: url(people) } });
  for (const [name, value] of Object.entries(here)) environment[name] ??= value;
};
