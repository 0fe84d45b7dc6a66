import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

const THINGS_MAX = 50;

/** Pages, lists, teams and options of the workspace whose words match the regular expression. */
export async function selectNamingThings(
  tx: Tx,
  ctx: WorkspaceCtx,
  pattern: string,
): Promise<{ what: string; name: string }[]> {
  const own = sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}`;
  const rows = await tx.execute<{ what: string; name: string }>(sql`
    select 'page' as what, title as name from pages where ${own} and concat_ws(chr(10), title, slug, body) ~* ${pattern}
    union all select 'user list', name from user_lists
      where ${own} and concat_ws(chr(10), name, description, rule::text) ~* ${pattern}
    union all select 'team', name from teams
      where ${own} and concat_ws(chr(10), name, array_to_string(aliases, chr(10))) ~* ${pattern}
    union all select 'option', label from profile_field_options
      where ${own} and concat_ws(chr(10), label, array_to_string(aliases, chr(10))) ~* ${pattern}
    order by 1, 2 limit ${THINGS_MAX}`);
  return [...rows];
}
