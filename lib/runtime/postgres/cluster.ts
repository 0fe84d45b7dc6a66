import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "@/lib/runtime/postgres/binaries";
import { type Binaries, runTool } from "@/lib/runtime/postgres/binaries";

export const OWNER = "rollcall";
const MAJOR = "18";

type Where = { home: string; binaries: Binaries; account: Account; password: string; durable: boolean };

/**
 * The cluster below `home`, made on first use. It gets its name only when it is complete, so a kill in the middle
 * leaves nothing behind that a later start could take for a cluster.
 */
export async function ensureCluster({ home, binaries, account, password, durable }: Where): Promise<string> {
  const cluster = join(home, "cluster");
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => null);
  if (version !== null) {
    requireMajor(version.trim(), cluster);
    return cluster;
  }
  await removeLeftovers(home);
  const fresh = join(home, `fresh-${process.pid}-${Date.now()}`);
  const passwordFile = `${fresh}.pw`;
  try {
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    for (const path of [fresh, passwordFile]) await give(path, account);
    const flags = [
      `--pgdata=${fresh}`,
      `--pwfile=${passwordFile}`,
      ...INITDB,
      ...(durable ? [] : ["--no-sync"]),
    ];
    const { ok, output } = await runTool(binaries.initdb, flags, account);
    if (!ok) throw new Error(`The database could not be created in ${home}:\n${output}`);
    await rename(fresh, cluster);
    return cluster;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The builtin locale sorts the same on every system and under LANG=C, where initdb would choose SQL_ASCII. */
const INITDB = [
  `--username=${OWNER}`,
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--lc-messages=C",
];

function requireMajor(version: string, cluster: string): void {
  if (version === MAJOR) return;
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${version}; this version of Rollcall includes PostgreSQL ${MAJOR}. ` +
      "Dump it with the PostgreSQL of the older version and restore it into an empty data folder.",
  );
}

async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith("fresh-"))
      await rm(join(home, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

async function give(path: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
