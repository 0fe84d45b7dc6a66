import fc from "fast-check";
import { expect, test } from "vitest";
import { discardRun } from "@/lib/runs/decide-run";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve } from "../../support/undo";

/** Lists that differ from each other; each sends some of them, changed at some hour, and decides when asked. */
const LISTS = [
  ["1", "2"],
  ["1", "3"],
  ["2", "4"],
  ["1", "4", "5"],
];
const step = fc.record({
  list: fc.nat(LISTS.length - 1),
  hour: fc.nat(5),
  decision: fc.constantFrom("approve", "discard"),
});

const bytesOf = (list: number) => csv(...(LISTS[list] ?? []).map((id) => `${id},p${id}@x.io,A,B,`));
const idsOf = (lines: readonly string[]) => lines.map((line) => line.split("|", 1)[0]);

test("a file is asked about when it is from before the last one applied, or was read before that one was", async () => {
  testDb();
  const { ctx: org } = await mintTenant();
  const law = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
    const ctx = await mintWorkspace(org);
    const { id } = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, olderFile: true } });
    const read: number[] = [];
    let last = null as { list: number; hour: number; run: number } | null;
    for (const { list, hour, decision } of steps) {
      if (list === last?.list) continue;
      const isOlder: boolean = last !== null && (hour < last.hour || read.slice(0, last.run).includes(list));
      const run = await runFile(ctx, id, bytesOf(list), {
        modifiedAt: new Date(Date.UTC(2026, 10, 20, hour)),
      });
      expect(run.guards.map(({ code }) => code)).toEqual(isOlder ? ["older_file"] : []);
      expect(run.state).toBe(isOlder ? "held" : "succeeded");
      read.push(list);
      if (isOlder && decision === "discard") await discardRun(ctx, { runId: run.id });
      else {
        if (isOlder) await approve(ctx, run);
        last = { list, hour, run: read.length - 1 };
      }
      expect(idsOf(await people(ctx))).toEqual(LISTS[last?.list ?? 0]);
    }
  });
  await fc.assert(law, { numRuns: 12 });
});
