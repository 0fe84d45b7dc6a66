import {
  markHanded,
  type NoticeRow,
  type PlanPerson,
  selectMailed,
  selectNotice,
  selectPlanPeople,
} from "@/lib/alerts/notice.store";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { type Effect, getRunEffects } from "@/lib/lists/get-run-effects";
import type { GuardTrip } from "@/lib/model/guard";

/** People that a message names, and lists, pages and teams of each. */
const NAMED_MAX = 5;

export type NoticePlan = {
  /** Why it is held: the guards, and what each says, in English and with numbers. */
  reasons: Pick<GuardTrip, "code" | "reason">[];
  isPending: boolean;
  /** Changes without removals were applied already. */
  isPartlyApplied: boolean;
  expiresAt: Date | null;
  /** The run whose newer plan took its place; null while it is as it was told. */
  supersededBy: string | null;
  /** Up to five, those who would be removed first. */
  people: PlanPerson[];
  /** Up to five each, what loses most people first; none where nobody is lost. */
  losses: { lists: Loss[]; pages: Loss[]; teams: Loss[] };
};

type Loss = { name: string; lost: number };

/** Everything that a message may say. `path`: the page that it opens, from `/`. `plan`: of a plan that is told. */
export type Notice = Omit<NoticeRow, "run"> & {
  path: string;
  run: Pick<
    NonNullable<NoticeRow["run"]>,
    "id" | "state" | "createdAt" | "path" | "failure" | "counts"
  > | null;
  plan: NoticePlan | null;
};

/**
 * What a notice says, read now: names and numbers are nowhere stored with it, so that it says nothing about people who were
 * erased since, and says when its plan was decided or replaced. Throws `not_found`.
 */
export async function readNotice(ctx: WorkspaceCtx, noticeId: string): Promise<Notice> {
  const row = await ctx.db.run((tx) => selectNotice(tx, ctx, noticeId));
  if (!row) throw notFound("This notice");
  const { run, ...notice } = row;
  const plan = row.kind === "pending" && run ? await planOf(ctx, run) : null;
  const { organization, workspace, sync } = row;
  const place = `/${organization.slug}/${workspace.slug}`;
  const path = run ? `${place}/runs/${run.id}` : `${place}/syncs/${sync.id}`;
  const shown = run && {
    id: run.id,
    state: run.state,
    createdAt: run.createdAt,
    path: run.path,
    failure: run.failure,
    counts: run.counts,
  };
  const isKey = row.kind === "host_key" && row.source !== null;
  return {
    ...notice,
    path: isKey ? `/${organization.slug}/remote-sources/${row.source?.id}/edit` : path,
    run: shown,
    plan,
  };
}

async function planOf(ctx: WorkspaceCtx, run: NonNullable<NoticeRow["run"]>): Promise<NoticePlan> {
  const { id: runId, guards, expiresAt, isPartlyApplied, supersededBy } = run;
  const isPending = run.state === "held";
  const about = {
    reasons: guards.map(({ code, reason }) => ({ code, reason })),
    isPending,
    isPartlyApplied,
    expiresAt: isPending ? expiresAt : null,
    supersededBy,
  };
  if (!isPending) return { ...about, people: [], losses: { lists: [], pages: [], teams: [] } };
  const people = await ctx.db.run((tx) => selectPlanPeople(tx, ctx, { runId, most: NAMED_MAX }));
  const { lists, pages, teams } = await getRunEffects(ctx, { runId, part: "planned" });
  return { ...about, people, losses: { lists: most(lists), pages: most(pages), teams: most(teams) } };
}

function most(effects: readonly Effect[]): Loss[] {
  return effects
    .filter(({ lost }) => lost > 0)
    .toSorted((a, b) => b.lost - a.lost || a.name.localeCompare(b.name, "en"))
    .slice(0, NAMED_MAX)
    .map(({ name, lost }) => ({ name, lost }));
}

/** Who gets a notice by mail: as it was decided when it was written, without those who have left since. */
export async function listMailRecipients(
  ctx: WorkspaceCtx,
  noticeId: string,
): Promise<{ accountId: string; email: string; name: string }[]> {
  return ctx.db.run((tx) => selectMailed(tx, ctx, noticeId));
}

/** Notes that a job has taken over the delivery of a notice, so that it is not asked for again. False: another has. */
export async function takeOverNotice(ctx: WorkspaceCtx, noticeId: string): Promise<boolean> {
  return ctx.db.run((tx) => markHanded(tx, ctx, noticeId));
}
