import type { WorkspaceCtx } from "@/lib/context";
import { together } from "@/lib/db/tenant";
import type { Issue } from "@/lib/model/issue";
import type { Change } from "@/lib/model/plan";
import type { Counts } from "@/lib/model/run";
import type { RunLease } from "@/lib/model/run-ref";
import { storeTallies } from "@/lib/pipeline/persistence/issues.store";
import { findFormers, hasFormers, storeMatches } from "@/lib/pipeline/persistence/matches.store";
import {
  findHolders,
  lookUp,
  noteSame,
  retractChanges,
  stayingIssues,
  storeChanges,
  storeIssues,
  storeRemovals,
} from "@/lib/pipeline/persistence/plans.store";
import { openSkips } from "@/lib/pipeline/persistence/skips";
import { openTally } from "@/lib/pipeline/persistence/tally";
import { keepLedTeams } from "@/lib/pipeline/persistence/team-losses.store";
import type { Candidate, Looked } from "@/lib/pipeline/plan/candidates";
import type { Mentioned, PlanEnd, Planner, Taken } from "@/lib/pipeline/plan/planner";
import { NO_COUNTS } from "@/lib/pipeline/report/outcome";

/** More rows of issues than anyone reads; what is above is in the counts only. */
export const ISSUES_KEPT_MAX = 10_000;
const BATCH_ROWS = 5_000;

export type Ledger = ReturnType<typeof openLedger>;

type Input = {
  syncId: string;
  lease: RunLease;
  planner: Planner;
  /** Nobody was in the workspace: nothing to look up. A user added since makes the apply clash and plan again. */
  isFirst: boolean;
  /** New IDs are compared with users removed after this; null: with nobody. */
  formersSince: Date | null;
  /** Called with every issue of a row. */
  onIssue?: ((row: number) => void) | undefined;
};

const NOBODY: Looked = { users: new Map(), owners: new Map(), formers: new Map() };

/**
 * Stores a plan while it is being made, in batches. One batch is written while the next is read; memory holds
 * two at most.
 */
export function openLedger(ctx: WorkspaceCtx, input: Input) {
  const { syncId, lease, planner, isFirst, formersSince, onIssue } = input;
  let candidates: Candidate[] = [];
  let mentioned: Mentioned[] = [];
  let issues: Issue[] = [];
  let kept = 0;
  let anyFormers: boolean | null = null;
  let spared = 0;
  let mayMatch = false;
  let writing: Promise<void> = Promise.resolve();
  const counts: Counts = { ...NO_COUNTS };
  const kinds = new Map<Change["kind"], number>();
  const tally = openTally();
  const skips = openSkips();

  async function write(work: () => Promise<void>): Promise<void> {
    await writing;
    writing = work();
    // Awaited by the next write or by `finish`; until then a rejection has to have a listener.
    writing.catch(() => undefined);
  }

  function note(found: readonly Issue[]): void {
    for (const issue of found) {
      if (issue.severity === "warning") counts.warnings += 1;
      else counts.errors += 1;
      tally.add(issue);
      if (issue.row !== null) onIssue?.(issue.row);
      skips.add(issue);
      // Nothing else reports an author who is not in the file, and the button to remove them needs the line.
      if (kept < ISSUES_KEPT_MAX || issue.code === "user_stays") {
        kept += 1;
        issues.push(issue);
      }
    }
  }

  async function look(batch: readonly Candidate[]): Promise<Looked> {
    if (isFirst) return NOBODY;
    return together(ctx, async (ctx) => {
      const known = await lookUp(ctx, syncId, batch);
      anyFormers ??= formersSince !== null && (await hasFormers(ctx, formersSince));
      if (!formersSince || !anyFormers) return { ...known, formers: NOBODY.formers };
      return { ...known, formers: await findFormers(ctx, { syncId, since: formersSince }, batch) };
    });
  }

  async function flushIssues(): Promise<void> {
    const batch = issues;
    issues = [];
    await write(() => storeIssues(ctx, lease, batch));
  }

  async function flushCandidates(): Promise<void> {
    const batch = candidates;
    candidates = [];
    if (batch.length === 0) return;
    await write(async () => {
      const settled = planner.resolve(batch, await look(batch));
      note(settled.issues);
      for (const { kind, match } of settled.changes) {
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        mayMatch ||= Boolean(match);
      }
      await storeChanges(ctx, lease, settled.changes);
      await noteSame(ctx, lease, settled.same);
    });
  }

  async function flushMentioned(): Promise<void> {
    const batch = mentioned;
    mentioned = [];
    if (batch.length === 0) return;
    await write(async () => {
      const keys = batch.map(({ emailKey }) => emailKey);
      note(planner.keepMentioned(batch, isFirst ? NOBODY.owners : await findHolders(ctx, syncId, keys)));
    });
  }

  return {
    async addIssues(found: readonly Issue[]): Promise<void> {
      note(found);
      if (issues.length >= BATCH_ROWS) await flushIssues();
    },
    /** What a batch of rows came to. */
    async add(taken: Taken): Promise<void> {
      note(taken.issues);
      for (const candidate of taken.candidates) candidates.push(candidate);
      for (const one of taken.mentioned) mentioned.push(one);
      if (issues.length >= BATCH_ROWS) await flushIssues();
      if (candidates.length >= BATCH_ROWS) await flushCandidates();
      if (mentioned.length >= BATCH_ROWS) await flushMentioned();
    },
    /** Resolves when nothing is being written any more, whether or not that went well. */
    settled: (): Promise<void> => writing.catch(() => undefined),
    /** Writes what is left of the rows. To be awaited before the plan room is asked to finish. */
    async drain(): Promise<void> {
      await flushMentioned();
      await flushCandidates();
      await flushIssues();
      await writing;
    },
    /** Writes what is only known at the end of the file. */
    async finish(end: PlanEnd): Promise<void> {
      note(end.issues);
      note(await stayingIssues(ctx, end.staying));
      await flushIssues();
      await writing;
      const tallies = tally.rows();
      const mayRelink = formersSince !== null && (mayMatch || end.matches.length > 0);
      if (tallies.length + end.retracted.size + end.removals.length > 0 || mayRelink)
        await together(ctx, async (ctx) => {
          await storeTallies(ctx, lease, tallies);
          if (end.retracted.size > 0) {
            const gone = await retractChanges(ctx, lease, [...end.retracted]);
            for (const [kind, count] of gone) kinds.set(kind, (kinds.get(kind) ?? 0) - count);
          }
          if (mayRelink) await storeMatches(ctx, lease, end.matches);
          await storeRemovals(ctx, lease, end.removals.slice(0, BATCH_ROWS));
        });
      for (const { isSame, isMissing } of end.matches) {
        if (isSame) move(kinds, "create", isMissing ? "relink" : "restore", 1);
      }
      // One by one: a beat of the run waits for each, and its lease for a beat.
      for (let at = BATCH_ROWS; at < end.removals.length; at += BATCH_ROWS) {
        await storeRemovals(ctx, lease, end.removals.slice(at, at + BATCH_ROWS));
      }
      kinds.set("remove", end.removals.length);
    },
    /** Nobody loses a team they lead. To be called after `finish`. */
    async keepLed(): Promise<void> {
      spared = await keepLedTeams(ctx, lease);
      kinds.set("update", (kinds.get("update") ?? 0) - spared);
    },
    /** Users who would have changed in nothing but that. */
    spared: (): number => spared,
    counts: (): Counts => ({
      ...counts,
      created: kinds.get("create") ?? 0,
      updated: (kinds.get("update") ?? 0) + (kinds.get("relink") ?? 0),
      restored: kinds.get("restore") ?? 0,
      removed: kinds.get("remove") ?? 0,
    }),
    /** The skipped rows. Complete after `finish`. */
    skipped: skips.reasons,
    changes: (): number => [...kinds.values()].reduce((sum, count) => sum + count, 0),
  };
}

function move(
  kinds: Map<Change["kind"], number>,
  from: Change["kind"],
  to: Change["kind"],
  count: number,
): void {
  kinds.set(from, (kinds.get(from) ?? 0) - count);
  kinds.set(to, (kinds.get(to) ?? 0) + count);
}
