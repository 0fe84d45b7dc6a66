import { readdirSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { freePort } from "@/lib/runtime/free-port";
import { runTool } from "@/lib/runtime/postgres/binaries";
import { OWNER } from "@/lib/runtime/postgres/cluster";
import { accountFor } from "@/lib/runtime/postgres/home";
import { startServer } from "@/lib/runtime/postgres/server";
import { onDatabase, openIn, removeServer, serverFolder } from "./global-postgres";

export type Fresh = { name: string; open: () => Promise<{ url: string; close: () => Promise<void> }> };

/** `url` leads to the database `postgres`, as the superuser. */
export const bundled: Fresh = {
  name: "the PostgreSQL that comes along",
  open: async () => {
    const folder = await serverFolder();
    const { ownerUrl, stop } = await openIn(folder);
    const url = onDatabase(ownerUrl, "postgres");
    await runSql(url, "drop database rollcall");
    return { url, close: () => stop().then(() => removeServer(folder)) };
  },
};

/** The servers that Debian's packages have put on this machine; none elsewhere. */
export function installed(): Fresh[] {
  const versions = list("/usr/lib/postgresql").filter((version) => Number(version) >= 15);
  return versions.map((version) => ({
    name: `Debian's PostgreSQL ${version}`,
    open: () => openInstalled(`/usr/lib/postgresql/${version}/bin`),
  }));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function openInstalled(bin: string) {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-debian-"));
  const cluster = join(folder, "cluster");
  const account = await accountFor(cluster);
  const [password, passwordFile] = ["a superuser's password", join(folder, "password")];
  await chmod(folder, 0o711);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(cluster, { mode: 0o700 });
  for (const path of [cluster, passwordFile]) await chown(path, account.uid ?? -1, account.gid ?? -1);
  const flags = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", `--username=${OWNER}`];
  const made = await runTool(
    join(bin, "initdb"),
    [`-D${cluster}`, `--pwfile=${passwordFile}`, ...flags],
    account,
  );
  if (!made.ok) throw new Error(made.output);
  const binaries = {
    postgres: join(bin, "postgres"),
    initdb: join(bin, "initdb"),
    pgCtl: join(bin, "pg_ctl"),
  };
  const start = {
    binaries,
    account,
    cluster,
    password,
    logFile: join(folder, "log"),
    settings: { fsync: "off" },
  };
  const server = await startServer(start, await freePort());
  const url = `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/postgres`;
  return { url, close: () => server.stop().then(() => rm(folder, { recursive: true, force: true })) };
}

export async function runSql(url: string, ...statements: string[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  for (const statement of statements) await sql.unsafe(statement);
  await sql.end();
}

/** The address of a database for another login, whose password is `secret`. */
export function asLogin(url: string, login: string, database = "rollcall"): string {
  const changed = new URL(onDatabase(url, database));
  changed.username = login;
  changed.password = "secret";
  return changed.href;
}
