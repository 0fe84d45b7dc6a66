import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { ListRule } from "@/lib/rules/membership.store";
import { type RuleContext, type RuleSubject, ruleSql } from "@/lib/rules/rule-sql.store";

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
      ? sql`c.status = any(r."real")`
      : sql`c.status in ('planned', 'waiting') and not c.status = any(r."real")`;
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
