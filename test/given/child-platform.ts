/** The platform in a process of its own, which can be killed at any moment and started again on the same data. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { Ports } from "#infra/local/defaults.ts";

/** What the child says on its standard output once it serves. */
export const READY = "ready";

const PROGRAM = fileURLToPath(new URL("run-platform.ts", import.meta.url));

export interface ChildPlace {
  /** A synthesised cloud assembly. */
  readonly assembly: string;
  readonly dataDir: string;
  /** The same at every start: URLs that were given out before a kill are still good after it. */
  readonly ports: Ports;
}

export interface ChildPlatform {
  /** True once it serves, false when it was killed before. Rejects, with what it logged, when it ended by itself. */
  readonly ready: Promise<boolean>;
  /** SIGKILL, which no process can put off; resolves when it is gone. Rejects when it had ended by itself. */
  readonly kill: () => Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
};

export const freePorts = async (): Promise<Ports> => {
  const [api, aws, people] = await Promise.all([freePort(), freePort(), freePort()]);
  return { api, aws, people };
};

export const startChild = ({ assembly, dataDir, ports }: ChildPlace): ChildPlatform => {
  const args = [PROGRAM, assembly, dataDir, ports.api, ports.aws, ports.people].map(String);
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  let killed = false;
  let fault: Error | undefined;
  const started = Promise.withResolvers<boolean>();
  const ended = once(child, "close");

  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes(READY)) started.resolve(true);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.on("close", (code) => {
    if (killed) {
      started.resolve(false);
      return;
    }
    fault = new Error(`the platform ended by itself with code ${code}:\n${errors}`);
    started.reject(fault);
  });

  return {
    ready: started.promise,
    kill: async () => {
      if (fault) throw fault;
      killed = true;
      child.kill("SIGKILL");
      await ended;
    },
  };
};
