import { sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { UserValues } from "@/lib/model/user";
import { type ListRule, membersSql } from "@/lib/rules/membership.store";
import type { RuleContext } from "@/lib/rules/rule-sql.store";

export type ExportedMember = UserValues & {
  id: number;
  externalId: string | null;
  lastNameKey: string;
  firstNameKey: string;
};

/** Up to `limit` members with all their values, by name, behind one of them. */
export async function selectExportPage(
  tx: Tx,
  ctx: WorkspaceCtx,
  { list, context }: { list: ListRule; context: RuleContext },
  { after, limit }: { after: ExportedMember | null; limit: number },
): Promise<readonly ExportedMember[]> {
  const place = after
    ? sql`and (u.last_name_key, u.first_name_key, u.id)
        > (${after.lastNameKey}::text, ${after.firstNameKey}::text, ${after.id}::bigint)`
    : sql``;
  return tx.execute<ExportedMember>(sql`
    select u.id::float8 as id, u.external_id as "externalId", u.email, u.first_name as "firstName",
           u.last_name as "lastName", u.mobile, u.fields, u.last_name_key as "lastNameKey",
           u.first_name_key as "firstNameKey"
      from listed_users u where ${membersSql(ctx, list, context)} ${place}
     order by u.last_name_key, u.first_name_key, u.id limit ${limit}`);
}
