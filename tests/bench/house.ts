import { randomBytes, randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { ensureAppLogin } from "@/lib/db/app-login";
import { migrateDatabase } from "@/lib/db/migrate";
import { openPostgres } from "@/lib/runtime/postgres/open";
import { openState } from "@/lib/runtime/postgres/state";
import { FIELDS } from "./people-file";

/** A database server of the benchmark's own, as durable as in production, with nothing in it but the tables. */
export type House = {
  /** As the superuser, past every policy. */
  sql: postgres.Sql;
  ownerUrl: string;
  /** For files; the database server can read what lies here. */
  folder: string;
  /** What the worker of this installation is started with. */
  env: Readonly<Record<string, string>>;
  close: () => Promise<void>;
};

export type Place = { orgId: string; workspaceId: string; syncId: string; org: string; workspace: string };

export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-bench-"));
  // The server may run as another account than ours.
  await chmod(folder, 0o755);
  const data = join(folder, "data");
  await mkdir(data);
  const server = await openPostgres({
    folder: join(data, "postgres"),
    logFile: join(folder, "postgres.log"),
  });
  await migrateDatabase(server.ownerUrl);
  const appUrl = await ensureAppLogin(server.ownerUrl, server.appPassword);
  const sql = openSql(server.ownerUrl);
  return {
    sql,
    ownerUrl: server.ownerUrl,
    folder,
    env: workerEnv(appUrl, data),
    close: async () => {
      await sql.end({ timeout: 5 });
      await server.stop();
      const { home } = await openState(join(data, "postgres"));
      for (const path of [home, folder])
        if (path) await rm(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function openSql(ownerUrl: string): postgres.Sql {
  return postgres(ownerUrl, { max: 2, onnotice: () => {} });
}

export function workerEnv(databaseUrl: string, dataDir: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    DATABASE_URL: databaseUrl,
    ROLLCALL_DATA_DIR: dataDir,
    ROLLCALL_SECRETS_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    ROLLCALL_JOBS_KEY: "ab".repeat(32),
  };
}

/** No users, no runs, no dead rows: every table that a sync writes to starts anew. */
export async function emptyTables(sql: postgres.Sql): Promise<void> {
  await sql`update syncs set baseline = null`;
  await sql`truncate users, user_edits, runs, changes, issues, uploads cascade`;
}

/** Leaves nothing of what came before for later to write down. */
export async function settle(sql: postgres.Sql): Promise<void> {
  await sql`vacuum (analyze) users, changes, runs`;
  await sql`checkpoint`;
}

/** A workspace with the fields of the file and a sync that no guard holds. */
export async function makePlace(sql: postgres.Sql): Promise<Place> {
  const place = { orgId: randomUUID(), workspaceId: randomUUID(), syncId: randomBytes(12).toString("hex") };
  const { orgId, workspaceId, syncId } = place;
  const where = { org_id: orgId, workspace_id: workspaceId };
  const org = `bench-${orgId.slice(0, 8)}`;
  await sql`insert into organizations ${sql({ id: orgId, name: "Bench", slug: org })}`;
  await sql`insert into workspaces ${sql({ id: workspaceId, org_id: orgId, name: "People", slug: "people" })}`;
  for (const [position, { label, type, options }] of FIELDS.entries()) {
    const [field] =
      await sql`insert into profile_fields ${sql({ ...where, label, type, position })} returning id`;
    const rows = options.map((option, at) => ({
      ...where,
      field_id: field?.id,
      label: option,
      position: at,
    }));
    if (rows.length > 0) await sql`insert into profile_field_options ${sql(rows)}`;
  }
  const guards = {
    removals: false,
    noRows: false,
    shrunk: false,
    headerDrift: false,
    massUpdate: false,
    reKey: false,
  };
  await sql`
    insert into syncs (id, org_id, workspace_id, name, source_kind, mapping, guard_settings)
    values (${syncId}, ${orgId}, ${workspaceId}, 'Employees', 'upload', ${sql.json({ columns: {} })},
            ${sql.json({ ...guards, firstRun: false })})`;
  return { ...place, org, workspace: "people" };
}

/** An owner of the place's organization; gives the account. */
export async function makeMember(sql: postgres.Sql, { orgId }: Place): Promise<string> {
  const account = { id: randomUUID(), email: `${orgId}@example.com`, name: "Bench" };
  await sql`insert into accounts ${sql(account)}`;
  await sql`insert into members ${sql({ org_id: orgId, account_id: account.id, role: "owner" })}`;
  return account.id;
}
