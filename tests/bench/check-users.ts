import { must } from "./bench";
import { FIELDS, type PeopleFile } from "./people-file";
import type { Site } from "./sync-file";

/**
 * Compares every active user with the file, cell by cell, by means of the database server alone: it reads the file
 * with COPY. Fails unless there is exactly one user for each row and all of them look like their rows.
 */
export async function checkUsers(
  { sql, place }: Pick<Site, "sql" | "place">,
  file: PeopleFile,
): Promise<void> {
  const { workspaceId, syncId } = place;
  const [title = "", start = "", site = "", department = ""] = await fieldIds(sql, workspaceId);
  await sql.begin(async (tx) => {
    await tx`create temp table expected (id text, email text, first_name text, last_name text, mobile text,
             title text, start text, site text, department text) on commit drop`;
    await tx.unsafe(`copy expected from '${file.path}' with (format csv, header)`);
    await tx.unsafe("analyze expected");
    const options = await tx<{ all: Record<string, number> }[]>`
      select jsonb_object_agg(label, id) as "all" from profile_field_options where workspace_id = ${workspaceId}`;
    const [found] = await tx<{ rows: number; same: number; users: number }[]>`
      select (select count(*)::int from expected) as rows,
             (select count(*)::int from users where workspace_id = ${workspaceId} and state = 'active') as users,
             (select count(*)::int from expected e join users u
               on u.workspace_id = ${workspaceId} and u.state = 'active' and u.sync_id = ${syncId}
              and u.external_id = ${syncId} || '#' || e.id and u.email = e.email and u.first_name = e.first_name
              and u.last_name = e.last_name and u.mobile = e.mobile
              and u.fields = jsonb_build_object(
                ${title}::text, e.title, ${start}::text, e.start, ${site}::text, o.options -> e.site,
                ${department}::text, (select jsonb_agg(o.options -> name order by (o.options -> name)::int)
                                      from unnest(string_to_array(e.department, E'\n')) as name))
             ) as same
      from (select ${tx.json(options[0]?.all ?? {})}::jsonb as options) as o`;
    const { rows, users, same } = found ?? { rows: -1, users: -1, same: -1 };
    must(
      rows === file.rows && users === rows && same === rows,
      `of ${rows} rows ${same} are users as they should be, and there are ${users} users`,
    );
  });
}

async function fieldIds(sql: Site["sql"], workspaceId: string): Promise<string[]> {
  const rows = await sql<{ id: string; label: string }[]>`
    select id::text, label from profile_fields where workspace_id = ${workspaceId}`;
  return FIELDS.map(({ label }) => rows.find((row) => row.label === label)?.id ?? "");
}
