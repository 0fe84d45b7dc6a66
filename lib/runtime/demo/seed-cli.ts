import { setTimeout as sleep } from "node:timers/promises";
import { closeDb } from "@/lib/db/client";
import { isOpen } from "@/lib/model/run-state";
import { getRun, runProgress } from "@/lib/runs/read";
import { syncNow } from "@/lib/runs/sync-now";
import { writePrivateFile } from "@/lib/runtime/data-folder";
import type { DemoOutcome } from "@/lib/runtime/demo/outcome";
import { type Seeded, seedDemo } from "@/lib/runtime/demo/seed";
import { demoFolder, readSampleServer } from "@/lib/runtime/demo/settings";

// Seeds the demo and syncs once, by the ordinary path: `seed-cli.ts <data folder>`, while the worker runs. What came
// of it is left in the demo's folder for the supervisor to report.

const PATIENCE_MS = 120_000;

const folder = demoFolder(process.argv[2] ?? ".data-demo");
const seeded = await seedDemo(await readSampleServer(folder));
await writePrivateFile(folder.outcome, JSON.stringify(await sync(seeded)));
await closeDb();

async function sync({ people, syncId }: Seeded): Promise<DemoOutcome> {
  const { runId } = await syncNow(people, syncId);
  const begun = Date.now();
  for (;;) {
    const { state } = await runProgress(people, { runId });
    const over = !isOpen(state);
    if (over || Date.now() - begun > PATIENCE_MS) {
      const { counts, failure } = await getRun(people, { runId });
      return { state, counts, failure: failure?.message ?? null };
    }
    await sleep(150);
  }
}
