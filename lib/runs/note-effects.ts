import type { WorkspaceCtx } from "@/lib/context";
import { type Effect, getRunEffects } from "@/lib/lists/get-run-effects";
import type { EffectSum } from "@/lib/model/effect";
import { type RunRow, setEffects } from "@/lib/runs/store";

/** Of a plan with more lines the run's page counts them when someone asks. */
const LINES_MAX = 100_000;

const KEPT_MAX = 200;

/**
 * Counts once what an applied run did to lists, pages and teams, so that an overview need not ask the rules of every list
 * of every plan's lines. Repeating it counts again. The run stands as it is when this fails.
 */
export async function noteEffects(ctx: WorkspaceCtx, run: RunRow): Promise<void> {
  const { counts, appliedAt } = run;
  if (!appliedAt || !counts) return;
  const lines = counts.created + counts.updated + counts.removed + counts.restored;
  if (lines === 0 || lines > LINES_MAX) return;
  try {
    const { lists, pages, teams, managers } = await getRunEffects(ctx, { runId: run.id, part: "done" });
    const sums = [...lists, ...teams, ...managers, ...pages].map(sumOf);
    if (sums.length === 0 && run.effects?.length === 0) return;
    await setEffects(ctx, run.id, sums.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, KEPT_MAX));
  } catch (error) {
    ctx.log.error("run.effects.failed", { runId: run.id }, error);
  }
}

function sumOf({ target: { kind, id }, name, gained, lost }: Effect): EffectSum {
  return { kind, id, name, gained, lost };
}

function sizeOf({ gained, lost }: EffectSum): number {
  return gained + lost;
}
