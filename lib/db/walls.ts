import type postgres from "postgres";

/** What the migrations make besides tables, and a restore without roles silently leaves out. */
type Walls = {
  roles: readonly string[];
  /** `table.policy` */
  policies: readonly string[];
  functions: readonly string[];
  /** Functions and views that have to belong to `rollcall_system`. */
  system: readonly string[];
};

const ROLES = ["rollcall_app", "rollcall_system"];
/**
 * A few of the tables and functions that it has rights on. There are tables it may not touch; a restore that loses rights
 * loses all of them.
 */
const USED_BY_APP = ["organizations", "users", "syncs", "write_audit", "system_find_portal"];
const STATEMENTS =
  /\b(CREATE|DROP) POLICY (?:IF EXISTS )?"?(\w+)"? ON "?(\w+)"?|\b(CREATE|CREATE OR REPLACE|DROP) FUNCTION (?:IF EXISTS )?(\w+)\(|\bALTER (?:FUNCTION|VIEW) (\w+)[^;]* OWNER TO rollcall_system/gi;

/** Reads from the text of migrations, in their order, which roles, policies and functions a database has after them. */
export function wallsOf(migrations: readonly string[]): Walls {
  const policies = new Set<string>();
  const functions = new Map<string, number>();
  const system = new Set<string>();
  for (const match of migrations.join("\n").matchAll(STATEMENTS)) {
    const [, policyVerb, policy, table, functionVerb = "", name = "", owned] = match;
    if (policyVerb?.toUpperCase() === "CREATE") policies.add(`${table}.${policy}`);
    else if (policyVerb) policies.delete(`${table}.${policy}`);
    else if (owned) system.add(owned);
    else functions.set(name, counted(functions.get(name) ?? 0, functionVerb.toUpperCase()));
  }
  const present = [...functions].filter(([, count]) => count > 0).map(([name]) => name);
  return { roles: ROLES, policies: [...policies], functions: present, system: [...system] };
}

/** Functions of one name may differ in their parameters. */
function counted(count: number, verb: string): number {
  if (verb === "DROP") return count - 1;
  return verb === "CREATE" ? count + 1 : Math.max(count, 1);
}

/**
 * Throws a sentence for people when roles, policies, grants or owners are missing, as after a restore of the database
 * without its roles. `sql` is a connection of the owner.
 */
export async function requireWalls(sql: postgres.Sql, walls: Walls): Promise<void> {
  const missing = await missingRoles(sql, walls);
  const parts = missing.length > 0 ? missing : await missingParts(sql, walls);
  if (parts.length === 0) return;
  const shown = parts.slice(0, 12).join("\n  ");
  const more = parts.length > 12 ? `\n  and ${parts.length - 12} more` : "";
  throw new Error(
    `The database is incomplete. It lacks:\n  ${shown}${more}\n` +
      "Most likely it was restored without its roles. Restore it into an empty database with npm run restore, or " +
      "create the roles first, as lib/runtime/README.md says under Backup, and then restore the dump.",
  );
}

async function missingRoles(sql: postgres.Sql, { roles }: Walls): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from jsonb_array_elements_text(${listed(roles)}::text::jsonb) name where name not in (select rolname from pg_roles)`;
  return rows.map(({ name }) => `the role ${name}`);
}

async function missingParts(sql: postgres.Sql, walls: Walls): Promise<string[]> {
  const rows = await sql<{ part: string }[]>`
    with tables as (
      select c.oid, c.relname, c.relrowsecurity and c.relforcerowsecurity as walled
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    ), functions as (
      select p.oid, p.proname, p.proowner from pg_proc p where p.pronamespace = 'public'::regnamespace
    ), policies as (
      select split_part(name, '.', 1) as relname, split_part(name, '.', 2) as polname
      from jsonb_array_elements_text(${listed(walls.policies)}::text::jsonb) name
    )
    select 'row-level security of the table ' || t.relname as part
      from tables t where not t.walled and t.relname in (select relname from policies)
    union all
    select 'the policy ' || p.polname || ' of the table ' || p.relname from policies p
      where exists (select from tables t where t.relname = p.relname) and not exists (
        select from pg_policy have join tables t on t.oid = have.polrelid
        where t.relname = p.relname and have.polname = p.polname)
    union all
    select 'the right of rollcall_app to read the table ' || t.relname
      from tables t where t.relname = any(array(select jsonb_array_elements_text(${listed(USED_BY_APP)}::text::jsonb))) and not has_table_privilege('rollcall_app', t.oid, 'select')
    union all
    select 'the function ' || name from jsonb_array_elements_text(${listed(walls.functions)}::text::jsonb) name
      where name not in (select proname from functions)
    union all
    select 'the right of rollcall_app to call the function ' || f.proname from functions f
      where f.proname = any(array(select jsonb_array_elements_text(${listed(USED_BY_APP)}::text::jsonb))) and not has_function_privilege('rollcall_app', f.oid, 'execute')
    union all
    select 'rollcall_system as the owner of ' || name from jsonb_array_elements_text(${listed(walls.system)}::text::jsonb) name
      where exists (select from functions f where f.proname = name and f.proowner <> 'rollcall_system'::regrole)
         or exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = name
                      and c.relowner <> 'rollcall_system'::regrole)
    order by 1`;
  return rows.map(({ part }) => part);
}

/** Names as one parameter: a connection that is not asked for the types of arrays takes no array. */
function listed(names: Iterable<string>): string {
  return JSON.stringify([...names]);
}
