// Plain JavaScript that any Node can read, so that an older one gets a sentence instead of a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Plainchant needs Node 22.18 or later, and this is ${process.versions.node}.\n` +
      "npm installs Node 24 for the project on Linux and Windows; elsewhere, install it and try again.\n",
  );
  process.exit(1);
}
await import("../infra/cli/start.ts");
