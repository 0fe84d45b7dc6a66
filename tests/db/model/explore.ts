import fc from "fast-check";
import type { Tenant } from "../../support/tenant";
import { sequencesOf } from "./ops";
import { playSequence } from "./sequence";

/** In each of four test files, which run side by side where there are cores. `MODEL_SEQUENCES` asks for more. */
const SEQUENCES = Number(process.env.MODEL_SEQUENCES ?? 76);
/** Before the test's own time is over, so that the shortest failing sequence found by then is told. */
const PATIENCE_MS = Math.max(240_000, SEQUENCES * 4_000);
export const TIMEOUT_MS = PATIENCE_MS + 60_000;

/** Plays random sequences, each in a workspace of its own. */
export async function explore(tenant: Tenant, often: Parameters<typeof sequencesOf>[0]): Promise<void> {
  const [seed, played] = [
    Number(process.env.MODEL_SEED ?? process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31),
    { sequences: 0, steps: 0, runs: 0, known: 0 },
  ];
  const law = fc.asyncProperty(sequencesOf(often), async (ops) => {
    played.sequences += 1;
    played.steps += ops.length;
    const { world } = await playSequence(tenant, ops);
    played.runs += world.runs.length;
    played.known += world.runs.flatMap(({ matches }) => matches).length;
  });
  await fc.assert(law, {
    seed,
    numRuns: SEQUENCES,
    interruptAfterTimeLimit: PATIENCE_MS,
    markInterruptAsFailure: true,
  });
  if (process.env.MODEL_SEQUENCES) process.stdout.write(`Seed ${seed}: ${JSON.stringify(played)}\n`);
}
