import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { unreachable } from "@/lib/errors";
import { type HandTeam, type HistoryEvent, membershipHistoryOf } from "@/lib/lists/membership-history";
import type { Past } from "@/lib/lists/since";
import type { ListRun } from "@/lib/lists/views";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { conditionsOf } from "@/lib/model/rule";
import type { Subject } from "@/lib/rules/holds";
import type { ListRule } from "@/lib/rules/membership.store";
import { type RuleContext, type RuleSubject, ruleSql } from "@/lib/rules/rule-sql.store";

type AppliedRun = Omit<ListRun, "joined" | "left"> & { micros: string };

/** Runs that changed users, whose plans are kept; newest first. `micros`: when, in microseconds since 1970, as text. */
export async function selectAppliedRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  { since, before, limit }: { since: Date; before: string | null; limit: number },
): Promise<AppliedRun[]> {
  const micros = sql`(extract(epoch from r.applied_at) * 1000000)::bigint`;
  const rows = await tx.execute<AppliedRun & { at: string }>(sql`
    select r.id as "runId", r.applied_at as at, r.trigger, s.name as "syncName", r.undoes is not null as "isUndo",
           ${micros}::text as micros
      from runs r join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where r.org_id = ${ctx.orgId} and r.workspace_id = ${ctx.workspaceId} and r.applied_at >= ${since.toISOString()}::timestamptz
       and r.purged_at is null ${before === null ? sql`` : sql`and ${micros} < ${before}::bigint`}
     order by r.applied_at desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Run id -> how many people it brought to a list and took from it; runs that did neither are not in it. */
export async function tallyRuns(
  tx: Tx,
  ctx: WorkspaceCtx,
  runIds: readonly string[],
  { before, after }: Sides,
): Promise<Map<string, { joined: number; left: number }>> {
  const rows = await tx.execute<{ runId: string; joined: number; left: number }>(sql`
    select m.run_id as "runId", count(*) filter (where m.a and not m.b)::float8 as joined,
           count(*) filter (where m.b and not m.a)::float8 as "left"
      from (select c.run_id, ${before} as b, ${after} as a
              from ${linesSql(ctx, { runs: sql`select unnest(${sql.param([...runIds])}::uuid[])`, part: "done" })} offset 0) as m
     where m.a <> m.b group by 1`);
  return new Map(rows.map(({ runId, ...counts }) => [runId, counts]));
}

/** A user as they are and were. */
type Known = { subject: Subject; past: Past };

type UserRow = Subject & { id: number; createdAt: string };
type EventRow = HistoryEvent & { userId: number; at: string };
type HandRow = Omit<HandTeam, "at"> & { userId: number; at: string };

/** Users of the workspace with what runs and members did to them, as far as it is kept. */
export async function selectPasts(
  tx: Tx,
  ctx: WorkspaceCtx,
  userIds: readonly number[],
): Promise<Map<number, Known>> {
  const wanted = sql`${sql.param([...userIds])}::bigint[]`;
  const users = await tx.execute<UserRow>(sql`
    select id::float8 as id, email, first_name as "firstName", last_name as "lastName", mobile, fields, role,
           sync_id as "syncId", created_at as "createdAt" from users
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = any(${wanted})`);
  // What waited became real with the second part of its run.
  const changes = await tx.execute<EventRow>(sql`
    select c.user_id::float8 as "userId", 'run' as by, c.kind, c.before, c.unlinks, c.old_csv_id as "oldCsvId",
           case when c.status = 'waiting' then coalesce(r.finished_at, r.applied_at) else r.applied_at end as at,
           r.id as "runId", r.sync_id as "syncId", s.name as "syncName"
      from changes c
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      join syncs s on s.org_id = r.org_id and s.workspace_id = r.workspace_id and s.id = r.sync_id
     where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.user_id = any(${wanted})
       and c.status = any(r.applied_statuses) order by at desc, c.id desc`);
  const edits = await tx.execute<EventRow>(sql`
    select user_id::float8 as "userId", 'member' as by, kind, before, at, actor_label as label,
           role_before as "roleBefore"
      from user_edits where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = any(${wanted})
     order by at desc, id desc`);
  const hands = await tx.execute<HandRow>(sql`
    select user_id::float8 as "userId", team_id::float8 as "teamId", role, added_by as by, created_at as at
      from team_members where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and user_id = any(${wanted})`);
  const events = byUser([...changes, ...edits].map((row) => ({ ...row, at: new Date(row.at) })));
  const given = byUser(hands.map((row) => ({ ...row, at: new Date(row.at) })));
  return new Map(
    users.map(({ id, createdAt, ...values }) => {
      const mine = given.get(id) ?? [];
      const of = (role: HandTeam["role"]) =>
        mine.filter((hand) => hand.role === role).map(({ teamId }) => teamId);
      const subject: Subject = { ...values, byHand: { member: of("member"), manager: of("manager") } };
      const past = membershipHistoryOf(subject, new Date(createdAt), {
        events: events.get(id) ?? [],
        hands: mine,
      });
      return [id, { subject, past }];
    }),
  );
}

/** When users were put on static lists, and by whom. */
export async function selectAdded(
  tx: Tx,
  ctx: WorkspaceCtx,
  { listIds, userIds }: { listIds: readonly number[]; userIds: readonly number[] },
): Promise<{ listId: number; userId: number; addedBy: string; addedAt: Date }[]> {
  const rows = await tx.execute<{ listId: number; userId: number; addedBy: string; addedAt: string }>(sql`
    select list_id::float8 as "listId", user_id::float8 as "userId", added_by as "addedBy", created_at as "addedAt"
      from user_list_members
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and list_id = any(${sql.param([...listIds])}::bigint[]) and user_id = any(${sql.param([...userIds])}::bigint[])`);
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt) }));
}

function byUser<T extends { userId: number }>(rows: readonly T[]): Map<number, T[]> {
  const map = new Map<number, T[]>();
  for (const row of rows) {
    const mine = map.get(row.userId);
    if (mine) mine.push(row);
    else map.set(row.userId, [row]);
  }
  return map;
}

/** Lines that became real, or those that still may. */
export type Part = "done" | "planned";

/** Whether something holds before and after a line: two conditions, never null. */
export type Sides = { before: SQL; after: SQL };

/**
 * Lines of plans as a table for `from`, under the alias `c`: `was` and `stays` say whether the user is there before and
 * after, `b_…` and `a_…` what they are then. A user's role is no run's to change, so it is that of today. `fenced`: each
 * value is taken from a line once, not once a use, at the price of every line being looked at.
 */
export function linesSql(
  ctx: WorkspaceCtx,
  { runs, part, fenced = false }: { runs: SQL; part: Part; fenced?: boolean },
): SQL {
  const standing =
    part === "done"
      ? sql`c.status = any(r.applied_statuses)`
      : sql`c.status in ('planned', 'waiting') and not c.status = any(r.applied_statuses)`;
  return sql`(
    select c.id, c.run_id, c.kind, c.user_id as uid, coalesce(x.role, 'participant') as role,
           c.kind in ('update', 'relink', 'remove') as was, c.kind <> 'remove' as stays,
           coalesce(c.before -> 'fields', '{}') as b_fields, coalesce(c.fields, '{}') as a_fields,
           coalesce(c.before ->> 'email', '') as b_email, coalesce(c.email, '') as a_email,
           coalesce(c.before ->> 'firstName', '') as b_first, coalesce(c.first_name, '') as a_first,
           coalesce(c.before ->> 'lastName', '') as b_last, coalesce(c.last_name, '') as a_last,
           coalesce(c.before ->> 'mobile', '') as b_mobile, coalesce(c.mobile, '') as a_mobile,
           case when c.kind = 'relink' and c.old_csv_id is null and not c.unlinks then null else r.sync_id end as b_sync,
           case when not c.unlinks then r.sync_id end as a_sync
      from changes c
      join runs r on r.org_id = c.org_id and r.workspace_id = c.workspace_id and r.id = c.run_id
      left join users x on x.org_id = c.org_id and x.workspace_id = c.workspace_id and x.id = c.user_id
     where c.org_id = ${ctx.orgId} and c.workspace_id = ${ctx.workspaceId} and c.run_id in (${runs}) and ${standing}
     ${fenced ? sql`offset 0` : sql``}
  ) as c`;
}

const BEFORE = subjectOf("b");
const AFTER = subjectOf("a");

function subjectOf(side: "a" | "b"): RuleSubject {
  const column = (name: string) => sql.raw(`c.${side}_${name}`);
  const text = {
    email: column("email"),
    firstName: column("first"),
    lastName: column("last"),
    mobile: column("mobile"),
  };
  return { fields: column("fields"), text, syncId: column("sync"), role: sql`c.role`, userId: sql`c.uid` };
}

/**
 * What a list asks of users that a line may change, as texts that are the same for the same thing; none for a list that
 * asks nothing else than who somebody is.
 */
export function askedBy({ kind, rule }: ListRule): readonly string[] {
  if (kind !== "dynamic" || !rule) return [];
  return conditionsOf(rule).flatMap((condition) => {
    switch (condition.on) {
      case "field":
        return `field ${condition.fieldId}`;
      case "text":
        return `text ${condition.part}`;
      case "team":
        return `field ${TEAMS_FIELD}`;
      case "manages":
        return `field ${MANAGES_FIELD}`;
      case "source":
        return "source";
      // No line changes it.
      case "role":
        return [];
      default:
        return unreachable(condition);
    }
  });
}

/** Whether a line changes what `askedBy` says; of a user who is there before and after. */
export function movesSql(asked: string): SQL {
  const [kind, of = ""] = asked.split(" ");
  if (kind === "source") return sql`c.b_sync is distinct from c.a_sync`;
  if (kind === "field") return sql`c.b_fields -> ${of}::text is distinct from c.a_fields -> ${of}::text`;
  const column = of === "firstName" ? "first" : of === "lastName" ? "last" : of;
  return sql`${sql.raw(`c.b_${column}`)} <> ${sql.raw(`c.a_${column}`)}`;
}

/** Whether a line's user is in a list before it, and after. */
export function listSides(ctx: WorkspaceCtx, list: ListRule, context: RuleContext): Sides {
  if (list.kind === "dynamic") {
    const { rule } = list;
    if (!rule) return { before: sql`false`, after: sql`false` };
    return there({ before: ruleSql(rule, context, BEFORE), after: ruleSql(rule, context, AFTER) });
  }
  const picked = sql`coalesce(c.uid in (select m.user_id from user_list_members m
    where m.org_id = ${ctx.orgId} and m.workspace_id = ${ctx.workspaceId} and m.list_id = ${list.id}), false)`;
  return there({ before: picked, after: picked });
}

/** Whether a line's user is in one of several; none for everyone who is there. */
export function anySides(all: readonly Sides[] | "everyone"): Sides {
  if (all === "everyone") return { before: sql`c.was`, after: sql`c.stays` };
  if (all.length === 0) return { before: sql`false`, after: sql`false` };
  const or = (side: keyof Sides) =>
    sql`(${sql.join(
      all.map((one) => one[side]),
      sql` or `,
    )})`;
  return { before: or("before"), after: or("after") };
}

function there({ before, after }: Sides): Sides {
  return {
    before: sql`(case when c.was then ${before} else false end)`,
    after: sql`(case when c.stays then ${after} else false end)`,
  };
}
