import { readFile, stat } from "node:fs/promises";

/** Spawn options that say who a process runs as; empty means as ourselves. */
export type Account = { uid?: number; gid?: number };

/**
 * Who the database server runs as. PostgreSQL refuses root, so root lends it an account that is there already:
 * the owner of an existing cluster, else `postgres`, else `nobody`. The system is not changed.
 */
export async function accountFor(cluster: string): Promise<Account> {
  const owner = await stat(cluster).catch(() => null);
  const self = process.getuid?.();
  if (self !== 0) {
    if (owner && self !== undefined && owner.uid !== self) throw new Error(foreign(cluster, owner.uid));
    return {};
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp("postgres")) ?? (await lookUp("nobody")) ?? { uid: 65_534, gid: 65_534 };
}

async function lookUp(name: string): Promise<Account | null> {
  const passwd = await readFile("/etc/passwd", "utf8").catch(() => "");
  const line = passwd.split("\n").find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function foreign(cluster: string, uid: number): string {
  return (
    `The database in ${cluster} belongs to user ${uid}, most likely because Rollcall was first started as root. ` +
    "Start it as root again, or hand the whole data folder to the present user with chown -R."
  );
}
