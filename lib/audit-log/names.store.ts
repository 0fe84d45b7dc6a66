import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

export type Wanted = Readonly<Record<Table, readonly string[]>>;

/** What still exists of some ids, with the workspace it is in. */
export type Found = { table: Table; id: string; workspaceId: string | null; name: string };

const NAMES = {
  users: "coalesce(nullif(trim(first_name || ' ' || last_name), ''), email)",
  workspaces: "name",
  remote_sources: "name",
  syncs: "name",
  runs: "''",
  user_lists: "name",
  teams: "name",
  pages: "title",
  profile_fields: "label",
} as const;

export type Table = keyof typeof NAMES;

/** Their names as they are now, in one statement. */
export async function selectNames(tx: Tx, orgId: string, wanted: Wanted): Promise<Found[]> {
  const asked = (Object.keys(NAMES) as Table[]).filter((table) => idsOf(table, wanted).length > 0);
  if (asked.length === 0) return [];
  const parts = asked.map((table) => {
    const workspace = sql.raw(WITHOUT_WORKSPACE[table] ?? "workspace_id");
    return sql`select ${table}::text as "table", id::text as id, ${workspace} as "workspaceId", ${sql.raw(NAMES[table])} as name
      from ${sql.raw(table)} where org_id = ${orgId} and id = any(${sql.param(idsOf(table, wanted))}::${sql.raw(TYPES[table])}[])`;
  });
  const rows = await tx.execute<Found>(sql.join(parts, sql` union all `));
  return [...rows];
}

const TYPES = {
  users: "bigint",
  workspaces: "uuid",
  remote_sources: "uuid",
  syncs: "text",
  runs: "uuid",
  user_lists: "bigint",
  teams: "bigint",
  pages: "bigint",
  profile_fields: "bigint",
} as const satisfies Record<Table, string>;

const FORMS = { bigint: /^\d{1,15}$/, uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, text: /^/ };

function idsOf(table: Table, wanted: Wanted): string[] {
  return wanted[table].filter((id) => FORMS[TYPES[table]].test(id));
}

const WITHOUT_WORKSPACE: Partial<Record<Table, string>> = { workspaces: "id", remote_sources: "null::uuid" };

/** Slugs by workspace: links need them. */
export async function selectSlugs(
  tx: Tx,
  orgId: string,
): Promise<Map<string, { name: string; slug: string }>> {
  const rows = await tx.execute<{ id: string; name: string; slug: string }>(sql`
    select id, name, slug from workspaces where org_id = ${orgId}`);
  return new Map(rows.map(({ id, ...workspace }) => [id, workspace]));
}

/** Current names of accounts that are members. */
export async function selectAccountNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<{ id: string; name: string }>(sql`
    select id::text as id, name from accounts where id = any(${sql.param(ids.filter((id) => FORMS.uuid.test(id)))}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
