import { afterAll, expect } from "vitest";
import { testDb } from "../support/db";

// Read once, by this process and by its workers.
process.env.SYNC_FAST_PATH = "always";
const { testMatrix } = await import("./crash-cells");

await testMatrix([
  { point: "mid-read", source: "server", applied: false },
  { point: "after-stage", source: "upload", applied: false },
  { point: "mid-plan", source: "server", applied: false },
  { point: "before-apply", source: "server", applied: false },
  { point: "in-apply", source: "upload", applied: false },
  { point: "after-commit", source: "upload", applied: true },
]);

// Behind the matrix: hooks go in reverse order, and its own ends the server.
afterAll(async () => {
  const [row] = await testDb().sql<{ spared: number; kept: number }[]>`
    select count(*) filter (where rows_spared > 0)::int as spared,
           (select count(*)::int from sync_prints where is_current and part = -1) as kept from runs`;
  // Otherwise these were the cells of the other matrix.
  expect(row?.spared).toBeGreaterThan(0);
  expect(row?.kept).toBeGreaterThan(0);
});
