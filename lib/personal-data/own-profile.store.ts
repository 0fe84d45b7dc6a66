import { sql } from "drizzle-orm";
import type { PortalCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";

/** Names of the teams that the user is in or leads, set by a file or manually. */
export async function selectOwnTeams(tx: Tx, ctx: PortalCtx): Promise<string[]> {
  const has = (field: number) =>
    sql`u.fields @> jsonb_build_object(${String(field)}::text, jsonb_build_array(t.id))`;
  const rows = await tx.execute<{ name: string }>(sql`
    select t.name from teams t where t.org_id = ${ctx.orgId} and t.workspace_id = ${ctx.workspaceId} and (
      exists (select from users u where u.org_id = t.org_id and u.workspace_id = t.workspace_id
                 and u.id = ${ctx.user.id} and (${has(TEAMS_FIELD)} or ${has(MANAGES_FIELD)}))
      or exists (select from team_members m where m.org_id = t.org_id and m.workspace_id = t.workspace_id
                    and m.team_id = t.id and m.user_id = ${ctx.user.id}))
     order by lower(t.name), t.id`);
  return rows.map(({ name }) => name);
}

export async function selectContact(tx: Tx, ctx: PortalCtx): Promise<string> {
  const [row] = await tx.execute<{ contact: string }>(sql`
    select contact from workspaces where org_id = ${ctx.orgId} and id = ${ctx.workspaceId}`);
  return row?.contact ?? "";
}
