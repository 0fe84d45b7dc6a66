import type { Baseline } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { LeftOutRows } from "@/lib/model/file";
import type { Counts } from "@/lib/model/run";
import type { MatchCounts, PlanFacts } from "@/lib/pipeline/guard/facts";
import { leftOutNote } from "@/lib/pipeline/left-out-rows";
import { type OlderFilesInput, olderFiles } from "@/lib/pipeline/older-files";
import { countInTeams } from "@/lib/pipeline/persistence/inputs.store";
import type { TeamLosses } from "@/lib/pipeline/persistence/team-losses.store";
import type { PlanEnd } from "@/lib/pipeline/plan/planner";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import type { Prepared } from "@/lib/pipeline/validate/prepare-mapping";
import { sameText, withoutHeaders } from "@/lib/values/same-text";

type Input = OlderFilesInput & { inputs: PlanInputs; isPreview: boolean };

type Seen = {
  counts: Counts;
  end: PlanEnd;
  prepared: Prepared | null;
  headers: readonly string[];
  /** Rows that do not count, by the choice of the mapping. */
  leftOut: LeftOutRows | null;
  losses: TeamLosses;
  /** Null where the run has no file of managers. */
  managersRows: number | null;
};

/** A plan in numbers, beside those of the last good run: what the guards look at. */
export async function guardFacts(ctx: WorkspaceCtx, input: Input, seen: Seen): Promise<PlanFacts> {
  const { counts, end, prepared, headers, leftOut } = seen;
  const { created, updated, restored, removed } = counts;
  const { baseline, isPreview } = input;
  return {
    owned: end.owned,
    removals: removed,
    updates: updated + restored,
    rowsRead: counts.read,
    leftOut: leftOut ? leftOutNote(leftOut) : null,
    ...rowFacts(input, seen),
    ...(await teamFacts(ctx, input, seen)),
    vanishedHeaders: vanished(prepared, headers, baseline),
    matches: countMatches(end),
    missing: end.missing,
    unreadableIds: end.unreadableIds,
    // A file that changes nobody takes nothing back.
    older: created + updated + restored + removed > 0 ? await olderFiles(ctx, input) : [],
    isFirstRun: baseline === null && !isPreview,
    isPreview,
  };
}

function countMatches({ matches }: PlanEnd): MatchCounts {
  const same = matches.filter(({ isSame }) => isSame);
  const relinked = same.filter(({ isMissing }) => isMissing).length;
  return { relinked, back: same.length - relinked, open: matches.length - same.length };
}

/** A list that only adds is not measured by complete ones. */
function rowFacts({ inputs, baseline }: Input, { managersRows }: Seen) {
  if (inputs.mode !== "complete")
    return { lastGoodRows: null, managersRows: null, lastGoodManagersRows: null };
  return {
    lastGoodRows: baseline?.rows ?? null,
    managersRows,
    lastGoodManagersRows: baseline?.managersRows ?? null,
  };
}

/** Who has a team to lose, where somebody would lose one or all could. */
async function teamFacts(ctx: WorkspaceCtx, { syncId }: Input, { losses, managersRows }: Seen) {
  const isAsked = losses.users > 0 || managersRows === 0;
  const has = isAsked ? await countInTeams(ctx, syncId) : { leading: 0, inTeams: 0 };
  return {
    leading: { users: has.leading, losing: losses.led },
    inTeams: { users: has.inTeams, losing: losses.inTeams },
  };
}

/** Headers that the mapping names or the last good file had, that would fill something, and that this file lacks. */
function vanished(
  prepared: Prepared | null,
  headers: readonly string[],
  baseline: Baseline | null,
): string[] {
  if (!prepared) return [];
  const before = withoutHeaders(baseline?.headers ?? [], headers).filter(prepared.wouldFill);
  return [...new Set([...prepared.vanished, ...before.map(sameText)])];
}
