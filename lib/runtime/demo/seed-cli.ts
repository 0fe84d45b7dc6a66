import { setTimeout as sleep } from "node:timers/promises";
import type { WorkspaceCtx } from "@/lib/context";
import { closeDb } from "@/lib/db/client";
import { isOpen } from "@/lib/model/run-state";
import { getRun, runProgress } from "@/lib/runs/read";
import { syncNow } from "@/lib/runs/sync-now";
import { writePrivateFile } from "@/lib/runtime/data-folder";
import type { DemoOutcome, SyncOutcome } from "@/lib/runtime/demo/outcome";
import { seedDemo } from "@/lib/runtime/demo/seed";
import { demoFolder, readSampleServer } from "@/lib/runtime/demo/settings";

// Seeds the demo and syncs once, by the ordinary path: `seed-cli.ts <data folder>`, while the worker runs. What came
// of it is left in the demo's folder for the supervisor to report.

const PATIENCE_MS = 120_000;

const folder = demoFolder(process.argv[2] ?? ".data-demo");
const { people, syncId, drop } = await seedDemo(await readSampleServer(folder), folder.drop);
// What came in later is synced on arrival, as for a customer.
if (drop.hasNewFile) await sync(drop.ctx, drop.syncId);
const outcome: DemoOutcome = { ...(await sync(people, syncId)), drop: drop.signIn };
await writePrivateFile(folder.outcome, JSON.stringify(outcome));
await closeDb();

async function sync(ctx: WorkspaceCtx, syncId: string): Promise<SyncOutcome> {
  const { runId } = await syncNow(ctx, syncId);
  const begun = Date.now();
  for (;;) {
    const { state } = await runProgress(ctx, { runId });
    const over = !isOpen(state);
    if (over || Date.now() - begun > PATIENCE_MS) {
      const { counts, failure } = await getRun(ctx, { runId });
      return { state, counts, failure: failure?.message ?? null };
    }
    await sleep(150);
  }
}
