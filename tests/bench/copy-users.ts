import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { must } from "./bench";
import { type House, settle } from "./house";

const COLUMNS =
  "org_id, workspace_id, sync_id, external_id, email, first_name, last_name, mobile, fields, fingerprint, last_run_id";

/**
 * The least that any import can take: the users as they are now, from a file on the server by COPY into a staging
 * table, and by one INSERT ... SELECT into a table with the columns, constraints and indexes of `users`. Milliseconds.
 */
export async function copyUsers({ sql, folder }: Pick<House, "sql" | "folder">): Promise<number> {
  const out = join(folder, "copy");
  await mkdir(out, { recursive: true });
  // The server writes it, and is another account than ours when we are root.
  await chmod(out, 0o777);
  const file = join(out, "users.copy");
  await sql.unsafe(`copy (select ${COLUMNS} from users) to '${file}'`);
  await sql.unsafe("create table bare_users (like users including all)");
  for (const name of ["users_workspace", "users_sync"]) {
    const [key] = await sql`select pg_get_constraintdef(oid) as def from pg_constraint
                            where conrelid = 'users'::regclass and conname = ${name}`;
    await sql.unsafe(`alter table bare_users add constraint bare_${name} ${key?.def}`);
  }
  await sql.unsafe(`create table bare_staging as select ${COLUMNS} from users limit 0`);
  await settle(sql);
  const begun = performance.now();
  await sql.unsafe(`copy bare_staging from '${file}'`);
  await sql.unsafe(`insert into bare_users (${COLUMNS}) select ${COLUMNS} from bare_staging`);
  const ms = performance.now() - begun;
  const [same] = await sql<{ same: boolean }[]>`
    select (select count(*) from bare_users) = (select count(*) from users)
       and (select count(*) from pg_index where indrelid = 'bare_users'::regclass)
         = (select count(*) from pg_index where indrelid = 'users'::regclass) as same`;
  must(same?.same === true, "the copy of the users is not like the users");
  await sql.unsafe("drop table bare_users, bare_staging");
  await rm(file);
  return ms;
}
