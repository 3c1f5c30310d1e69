import { defineConfig } from "vitest/config";

const shared = { testTimeout: 30_000, hookTimeout: 120_000, expect: { requireAssertions: true } };

/** One project per kind of test: `npx vitest run --project unit` runs those of one kind. */
export default defineConfig({
  test: {
    // Several tests start the whole platform, whose functions are threads of their own.
    maxWorkers: 2,
    reporters: ["default", "./test/reporter.ts"],
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/{unit,golden,architecture,conformance,hostile}/**/*.test.ts"],
        },
      },
      { test: { ...shared, name: "infra", include: ["test/infra/**/*.test.ts"] } },
      { test: { ...shared, name: "local", include: ["test/{local,statemachines}/**/*.test.ts"] } },
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
      exclude: ["**/*.d.ts"],
      reporter: ["text-summary", "json-summary"],
      // Branches are what a missing test hides in. The two rooms that decide what an invoice is have a floor of their own.
      // What runs bundled, in the threads of the platform's tests, does not count.
      thresholds: {
        branches: 85,
        "functions/domain/**": { branches: 95 },
        "functions/formats/**": { branches: 95 },
        "functions/usecases/**": { branches: 92 },
        "functions/adapters/**": { branches: 90 },
        "functions/edge/**": { branches: 88 },
        "functions/entrees/**": { branches: 88 },
        "infra/cli/**": { branches: 90 },
        "infra/local/**": { branches: 88 },
      },
    },
  },
});
