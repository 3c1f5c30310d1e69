import { expect, it } from "vitest";
import { withSupportTable } from "#infra/local/support-page.ts";
import { read } from "./root.ts";

it("the embedded runtime's page promises what its parts obey: npm run support-table", async () => {
  const page = read("infra/local/README.md");
  expect(page).toBe(await withSupportTable(page));
});

it("a page without a place for the table is told so", async () => {
  await expect(withSupportTable("# Another page\n")).rejects.toThrow(/has no .*support table: begin/);
});
