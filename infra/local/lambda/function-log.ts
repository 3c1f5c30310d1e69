/** The output of functions, one file each, as CloudWatch has one log group each. */
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";

export interface FunctionLogs {
  /** Adds to `logs/<name>.log`. */
  append(name: string, text: string): void;
  close(): Promise<void>;
}

export const openFunctionLogs = (dataDir: string): FunctionLogs => {
  const directory = join(dataDir, "logs");
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, WriteStream>();

  const fileOf = (name: string): WriteStream => {
    const open = files.get(name) ?? createWriteStream(join(directory, `${name}.log`), { flags: "a" });
    files.set(name, open);
    return open;
  };

  return {
    append: (name, text) => {
      fileOf(name).write(text);
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))));
    },
  };
};
