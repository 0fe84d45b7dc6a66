import type postgres from "postgres";

type Where = { workspaceId: string; syncId: string };

/** All users of the workspace, whoever's they are, with everything that a file or a run can set, as `oracle` writes them. */
export async function usersOf(sql: postgres.Sql, { workspaceId, syncId }: Where): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws('|', coalesce(substr(u.external_id, 26), 'by hand'), u.state, u.version, u.email,
      u.first_name, u.last_name, u.mobile, coalesce(u.fields->>f.department, ''), coalesce(u.fields->>f.note, ''),
      coalesce(u.fields->>f.level, '')) as line
    from users u, (
      select max(id::text) filter (where label = 'Department') as department,
             max(id::text) filter (where label = 'Note') as note,
             max(id::text) filter (where label = 'Level') as level
      from profile_fields where workspace_id = ${workspaceId}) f
    where u.workspace_id = ${workspaceId} and (u.sync_id is distinct from ${syncId}
      or u.external_id like ${`${syncId}#%`})`;
  return rows.map(({ line }) => line).sort();
}

/** What is too much (`+`) and what is missing (`-`), as far as a person would read. */
export function differenceTo(found: readonly string[], wanted: readonly string[]): string[] {
  const [has, needs] = [new Set(found), new Set(wanted)];
  const more = found
    .filter((line, at) => !needs.has(line) || line === found[at - 1])
    .map((line) => `+ ${line}`);
  const less = wanted.filter((line) => !has.has(line)).map((line) => `- ${line}`);
  return [...more.slice(0, 8), ...less.slice(0, 8)];
}
