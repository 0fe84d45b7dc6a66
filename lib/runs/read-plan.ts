import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { WorkspaceCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import { selectPastFields } from "@/lib/fields/type-change/type-change.store";
import { type Addition, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { partsChanged } from "@/lib/pipeline/plan/lines";
import { type ChangeCursor, writeChangeCursor } from "@/lib/runs/views/change-cursor";
import {
  type ChangeFilter,
  countChanges,
  type MatchTally,
  selectChanges,
  selectMatchTally,
  selectTally,
} from "@/lib/runs/views/changes.store";
import { selectNeeds, selectStaleEvents } from "@/lib/runs/views/plan.store";
import type { ChangeItem, ChangePage, Need, PlanTally, StaleReason } from "@/lib/runs/views/types";
import { teamsAsFields } from "@/lib/teams/as-fields";
import { selectTeamNames } from "@/lib/teams/store";

const CHANGES_PAGE_SIZE = 50;

/** One page of a run's plan by kind, then in the order it was made; an unknown run has none. */
export async function listChanges(
  ctx: WorkspaceCtx,
  filter: ChangeFilter,
  cursor: ChangeCursor | null,
  pageSize = CHANGES_PAGE_SIZE,
): Promise<ChangePage> {
  const limit = pageSize + 1;
  const found = [...(await ctx.db.run((tx) => selectChanges(tx, ctx, filter, { cursor, limit })))];
  const backwards = cursor?.side === "before";
  const more = found.length > pageSize;
  const changes = !more ? found : backwards ? found.slice(1) : found.slice(0, pageSize);
  return {
    changes,
    next: backwards || more ? at("after", changes.at(-1)) : null,
    previous: (backwards ? more : cursor !== null) ? at("before", changes[0]) : null,
  };
}

function at(side: ChangeCursor["side"], change: ChangeItem | undefined): string | null {
  return change ? writeChangeCursor({ side, kind: change.kind, id: change.id }) : null;
}

/** How many lines of a run's plan match. */
export async function countPlan(ctx: WorkspaceCtx, filter: ChangeFilter): Promise<number> {
  return ctx.db.run((tx) => countChanges(tx, ctx, filter));
}

/** How many lines of a run's plan there are of each kind and standing; none for an unknown run. */
export async function tallyPlan(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<PlanTally> {
  return ctx.db.run((tx) => selectTally(tx, ctx, runId));
}

/** How many new IDs of a run's plan may be known users, by what and by the choice so far; none for an unknown run. */
export async function tallyMatches(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<readonly MatchTally[]> {
  return ctx.db.run((tx) => selectMatchTally(tx, ctx, runId));
}

type Query = { runId: string; changeIds: readonly number[]; undecided: readonly ChangeStatus[] };

/** By the id of each given line of a plan: the other undecided lines that it can't be applied without. */
export async function listNeeds(
  ctx: WorkspaceCtx,
  { runId, changeIds, undecided }: Query,
): Promise<ReadonlyMap<number, Need[]>> {
  const needs = new Map<number, Need[]>();
  if (changeIds.length === 0 || undecided.length === 0) return needs;
  const found = await ctx.db.run((tx) => selectNeeds(tx, ctx, { runId, changeIds, statuses: undecided }));
  for (const { of, ...need } of found) needs.set(of, [...(needs.get(of) ?? []), need]);
  return needs;
}

/** By user: what happened to those whose planned changes were skipped, since the plan was made. */
export async function listStaleReasons(
  ctx: WorkspaceCtx,
  query: { runId: string; userIds: readonly number[] },
): Promise<ReadonlyMap<number, StaleReason>> {
  const reasons = new Map<number, StaleReason>();
  if (query.userIds.length === 0) return reasons;
  for (const { userId, kind, by, at, before, after } of await ctx.db.run((tx) =>
    selectStaleEvents(tx, ctx, query),
  )) {
    if (reasons.has(userId)) continue;
    reasons.set(userId, { kind, by, at, parts: before && after ? partsChanged(before, after) : [] });
  }
  return reasons;
}

/**
 * Whatever a run's changes can speak of: profile fields, the teams of users as fields, and the options and teams that
 * its plan adds, which may not be there yet or no more.
 */
export async function listRunFields(
  ctx: WorkspaceCtx,
  { additions }: { additions: readonly Addition[] },
): Promise<ProfileField[]> {
  const fields = await ctx.db.run(async (tx) => [
    ...(await selectFields(tx, ctx)),
    ...(await selectPastFields(tx, ctx)),
    ...teamsAsFields(await selectTeamNames(tx, ctx)),
  ]);
  return fields
    .map((field) => withAdditions(field, additions))
    .filter(({ id, options }) => id > 0 || options.length > 0);
}

function withAdditions(field: ProfileField, additions: readonly Addition[]): ProfileField {
  const own = field.id > 0 ? field.id : TEAMS_FIELD;
  const there = new Set(field.options.map(({ id }) => id));
  const more = additions.filter(({ fieldId, id }) => fieldId === own && !there.has(id));
  if (more.length === 0) return field;
  return { ...field, options: [...field.options, ...more.map(({ id, label }) => ({ id, label }))] };
}
