import fc from "fast-check";
import type { Tenant } from "../../support/tenant";
import { sequencesOf } from "./ops";
import { playSequence } from "./sequence";

/** In each of four test files, which run side by side where there are cores. */
const SEQUENCES = 76;
/** Before the test's own time is over, so that the shortest failing sequence found by then is told. */
const PATIENCE_MS = 240_000;

/** Plays random sequences, each in a workspace of its own. */
export async function explore(tenant: Tenant, often: Parameters<typeof sequencesOf>[0]): Promise<void> {
  await fc.assert(
    fc.asyncProperty(sequencesOf(often), (ops) => playSequence(tenant, ops)),
    { numRuns: SEQUENCES, interruptAfterTimeLimit: PATIENCE_MS, markInterruptAsFailure: true },
  );
}
