import fc from "fast-check";
import { expect } from "vitest";
import type { Tenant } from "../../support/tenant";
import { sequencesOf } from "./ops";
import { SPARING } from "./product";
import { playSequence } from "./sequence";

/** In each of four test files, which run side by side where there are cores. `MODEL_SEQUENCES` asks for more. */
const SEQUENCES = Number(process.env.MODEL_SEQUENCES ?? 76);
/** Before the test's own time is over, so that the shortest failing sequence found by then is told. */
const PATIENCE_MS = Math.max(240_000, SEQUENCES * 12_000);
export const TIMEOUT_MS = PATIENCE_MS + 60_000;

/** Every row is read; or those with prints are not, and prints are made anew after each change, or only after many. */
const WAYS = fc.constantFrom(null, SPARING, SPARING, { ...SPARING, renewedAt: 0.4 });

/** Plays random sequences, each in a workspace of its own. */
export async function explore(tenant: Tenant, often: Parameters<typeof sequencesOf>[0]): Promise<void> {
  const [seed, played] = [
    Number(process.env.MODEL_SEED ?? process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31),
    { sequences: 0, steps: 0, runs: 0, known: 0, spared: 0 },
  ];
  const law = fc.asyncProperty(sequencesOf(often), WAYS, async (ops, prints) => {
    played.sequences += 1;
    played.steps += ops.length;
    const { world, product } = await playSequence(tenant, ops, prints);
    played.spared += product.spared();
    played.runs += world.runs.length;
    played.known += world.runs.flatMap(({ matches }) => matches).length;
  });
  await fc.assert(law, {
    seed,
    numRuns: SEQUENCES,
    interruptAfterTimeLimit: PATIENCE_MS,
    markInterruptAsFailure: true,
  });
  expect(played.spared, "runs that did not read every row").toBeGreaterThan(played.runs / 30);
  if (process.env.MODEL_SEQUENCES) process.stdout.write(`Seed ${seed}: ${JSON.stringify(played)}\n`);
}
