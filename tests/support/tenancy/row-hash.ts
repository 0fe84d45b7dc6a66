import { testDb } from "../db";
import type { World } from "./world";

/** Tries are counted on purpose, no matter who makes them. */
const EXCEPT = new Set(["throttles", "heartbeats"]);
/** Sessions slide along while a slow machine walks: all else about them is compared. */
const SLIDES = { member_sessions: "(to_jsonb(t) - 'last_seen_at' - 'expires_at')::text" } as const;

/** Table -> hash of all its rows: equal before and after means that nothing at all was written. */
export async function hashAll(): Promise<Record<string, string>> {
  return hashes(() => "true");
}

/** Table -> hash of the rows that belong to a world's organization, or with `workspaceOnly` to its workspace. */
export async function hashWorld(
  { orgId, workspaceId }: World,
  workspaceOnly: boolean,
): Promise<Record<string, string>> {
  return hashes((columns) => {
    if (columns.has("workspace_id"))
      return workspaceOnly ? `workspace_id = '${workspaceId}'` : `org_id = '${orgId}'`;
    if (workspaceOnly) return null;
    if (columns.has("org_id")) return `org_id = '${orgId}'`;
    const people = `(select account_id from members where org_id = '${orgId}')`;
    if (columns.has("account_id")) return `account_id in ${people}`;
    return columns.has("password_hash") ? `id in ${people}` : columns.has("slug") ? `id = '${orgId}'` : null;
  });
}

async function hashes(where: (columns: Set<string>) => string | null): Promise<Record<string, string>> {
  const { sql } = testDb();
  const rows = await sql`
    select table_name as name, array_agg(column_name::text) as columns from information_schema.columns
    where table_schema = 'public' group by 1 order by 1`;
  const parts = rows.flatMap(({ name, columns }) => {
    const condition = EXCEPT.has(name) ? null : where(new Set(columns));
    if (condition === null) return [];
    const row = name === "member_sessions" ? SLIDES.member_sessions : "t::text";
    const all = `coalesce(md5(string_agg(${row}, chr(10) order by ${row})), '')`;
    return `select '${name}' as name, count(*) || ':' || ${all} as hash from "${name}" t where ${condition}`;
  });
  const found = await sql.unsafe(parts.join(" union all "));
  return Object.fromEntries(found.map(({ name, hash }) => [name, hash]));
}
