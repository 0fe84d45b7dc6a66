import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { listSides, selectAppliedRuns, tallyRuns } from "@/lib/lists/history.store";
import { selectList } from "@/lib/lists/store";
import type { ListRun } from "@/lib/lists/views";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

const DAYS = 90;
/** The most runs that one page examines. */
const RUNS_LOOKED_AT = 30;

/**
 * What the runs of the last 90 days did to a list as it is now: who joined and left, newest first. Runs that left it as
 * it was are passed over. `older` is the place of the next page; null at the end. Throws `not_found`.
 */
export async function listListRuns(
  ctx: WorkspaceCtx,
  { id, before }: { id: number; before: string | null },
): Promise<{ runs: ListRun[]; lookedAt: number; older: string | null }> {
  return ctx.db.run(async (tx) => {
    const list = await selectList(tx, ctx, id);
    if (!list) throw notFound("This user list");
    const since = new Date(ctx.clock().getTime() - DAYS * 86_400_000);
    const found = await selectAppliedRuns(tx, ctx, { since, before, limit: RUNS_LOOKED_AT + 1 });
    const page = found.slice(0, RUNS_LOOKED_AT);
    const sides = listSides(ctx, list, await selectRuleContext(tx, ctx, [list.rule]));
    const tallies = await tallyRuns(
      tx,
      ctx,
      page.map(({ runId }) => runId),
      sides,
    );
    const runs = page.flatMap(({ micros, ...run }) => {
      const tally = tallies.get(run.runId);
      return tally ? [{ ...run, ...tally }] : [];
    });
    const older = found.length > page.length ? (page.at(-1)?.micros ?? null) : null;
    return { runs, lookedAt: page.length, older };
  });
}
