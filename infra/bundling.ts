import { join, resolve } from "node:path";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const ROOT = resolve(import.meta.dirname, "..");

/** Some dependencies still call `require`, which an ES module does not have. */
const BANNER = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

const bundle = (entry: string, directory: string): void => {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: join(directory, "index.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Many packages publish an ES module beside their CommonJS: only the former can be shaken.
    mainFields: ["module", "main"],
    minify: true,
    banner: { js: BANNER },
    logLevel: "warning",
  });
};

/**
 * The code of a function, the AWS SDK included: what is tested is what runs. esbuild is called in this process rather
 * than through `NodejsFunction`, which starts `npx` and a shell for each function (half a second each) and falls back to
 * Docker where it finds none.
 */
export const bundledCode = (entry: string): AssetCode =>
  Code.fromAsset(ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled, since the local bundling below always answers; the command tells the functions' assets apart.
      image: DockerImage.fromRegistry("none"),
      command: [entry],
      local: {
        tryBundle: (directory) => {
          bundle(entry, directory);
          return true;
        },
      },
    },
  });
