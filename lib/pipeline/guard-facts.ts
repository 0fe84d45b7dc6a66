import type { Baseline } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import { contentSha256Of, type LeftOutRows, type SourceIdentity } from "@/lib/model/file";
import type { Counts } from "@/lib/model/run";
import type { RunLease } from "@/lib/model/run-ref";
import { instantAt } from "@/lib/pipeline/choose/wall-time";
import { evaluateGuards } from "@/lib/pipeline/guard/evaluate";
import type { MatchCounts, OlderFile, PlanFacts } from "@/lib/pipeline/guard/facts";
import type { GuardCode } from "@/lib/pipeline/guard/guards";
import { leftOutNote } from "@/lib/pipeline/left-out-rows";
import { countFirstValues } from "@/lib/pipeline/persistence/first-values.store";
import { countInTeams, findEarlierReading } from "@/lib/pipeline/persistence/inputs.store";
import type { TeamLosses } from "@/lib/pipeline/persistence/team-losses.store";
import type { PlanEnd } from "@/lib/pipeline/plan/planner";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { sameText, withoutHeaders } from "@/lib/values/same-text";

export type OlderFilesInput = {
  syncId: string;
  source: SourceIdentity;
  managers: { source: SourceIdentity } | null;
  baseline: Baseline | null;
  timeZone: string;
};

/**
 * Which of a run's files are no news: changed before the last one that was applied, or with the bytes of a file that an
 * earlier run than that one had read already.
 */
export async function olderFiles(ctx: WorkspaceCtx, input: OlderFilesInput): Promise<OlderFile[]> {
  const { baseline, source, managers } = input;
  if (!baseline) return [];
  const { sha256, modifiedAt, date, managersSha256, managersModifiedAt, managersDate } = baseline;
  const last = { sha256, modifiedAt, date };
  const lastManagers = { sha256: managersSha256, modifiedAt: managersModifiedAt, date: managersDate };
  const found = [
    await compare(ctx, input, { isManagers: false, source, last }),
    managers &&
      (await compare(ctx, input, { isManagers: true, source: managers.source, last: lastManagers })),
  ];
  return found.filter((file) => file !== null);
}

type Pair = {
  isManagers: boolean;
  source: SourceIdentity;
  last: {
    sha256: string | null | undefined;
    modifiedAt: string | null | undefined;
    date: string | null | undefined;
  };
};

async function compare(
  ctx: WorkspaceCtx,
  { syncId, baseline, timeZone }: OlderFilesInput,
  { isManagers, source, last }: Pair,
): Promise<OlderFile | null> {
  const sha256 = contentSha256Of(source);
  if (!last.sha256 || sha256 === last.sha256) return null;
  const lastAt = last.modifiedAt ?? baseline?.readAt;
  if (!lastAt) return null;
  const file = { isManagers, lastAt: new Date(lastAt), timeZone };
  const date = source.choice?.date;
  // Where both names have a date, it says more than the time at which a copy was made.
  if (date && last.date) {
    const [is, was] = [date, last.date].map((each) => instantAt(Date.parse(each), timeZone));
    if (is && was && is < was) return { ...file, isRepeat: false, at: is, lastAt: was };
  } else if (
    source.modifiedAt &&
    last.modifiedAt &&
    new Date(source.modifiedAt) < new Date(last.modifiedAt)
  ) {
    return { ...file, isRepeat: false, at: new Date(source.modifiedAt) };
  }
  const before = baseline?.readAt;
  const earlier = before && (await findEarlierReading(ctx, { syncId, sha256, before, isManagers }));
  return earlier ? { ...file, isRepeat: true, at: earlier.at } : null;
}

type Input = OlderFilesInput & { lease: RunLease; inputs: PlanInputs; isPreview: boolean };

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
  const facts = {
    owned: end.owned,
    removals: removed,
    updates: updated + restored,
    firstValues: 0,
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
  const massUpdate: GuardCode = "mass_update";
  // Counting them reads every line of the plan: only done where it can make a difference.
  if (!evaluateGuards(facts, input.inputs.guards).some(({ code }) => code === massUpdate)) return facts;
  return {
    ...facts,
    firstValues: await countFirstValues(ctx, { syncId: input.syncId, runId: input.lease.runId }),
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

/** Who has a team to lose, where someone would lose one or all could. */
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
