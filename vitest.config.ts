import { defineConfig } from "vitest/config";

const shared = { testTimeout: 30_000, hookTimeout: 120_000, expect: { requireAssertions: true } };

/** One project per kind of test: `npx vitest run --project unit` runs those of one kind. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/{unit,golden,architecture}/**/*.test.ts"],
        },
      },
      { test: { ...shared, name: "infra", include: ["test/infra/**/*.test.ts"] } },
      { test: { ...shared, name: "local", include: ["test/local/**/*.test.ts"] } },
      {
        // These run the synthesised template: the CDK app is synthesised once for all of them.
        test: {
          ...shared,
          name: "platform",
          include: ["test/{contract,e2e}/**/*.test.ts"],
          globalSetup: ["test/given/synthesise.ts"],
          testTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["functions/**/*.ts", "infra/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
    },
  },
});
