import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Account, runTool } from "@/lib/runtime/postgres/binaries";

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
    "Start it as root again, or give the current user the whole data folder with chown -R."
  );
}

/**
 * The folder for the cluster: `folder` itself, or, when `account` can't go there because of a folder above it (a root
 * home, say), a new one below /var/lib. The caller remembers the answer.
 */
export async function chooseHome(folder: string, account: Account): Promise<string> {
  if (account.uid === undefined) return folder;
  await openOwnFolders(folder);
  if (await canEnter(folder, account)) return folder;
  // Never a name that an earlier, since deleted data folder may have used: its cluster has other passwords.
  const name = randomBytes(8).toString("hex");
  for (const base of ["/var/lib/rollcall", "/var/tmp/rollcall"]) {
    const home = join(base, name);
    if (await make(home, account)) return home;
  }
  throw new Error(
    `The database runs as user ${account.uid}, which can't enter ${folder}. ` +
      "Set ROLLCALL_DATA_DIR to a folder that other users may pass through, or start Rollcall as an ordinary user.",
  );
}

/** Other accounts may pass through our own two folders, not list them; what is secret in them has mode 0600. */
async function openOwnFolders(folder: string): Promise<void> {
  for (const own of [dirname(folder), folder]) {
    const { mode, uid } = await stat(own);
    if (uid === 0) await chmod(own, (mode & 0o777) | 0o111);
  }
}

async function make(home: string, account: Account): Promise<boolean> {
  try {
    await mkdir(home, { recursive: true, mode: 0o711 });
    await chmod(dirname(home), 0o711);
    await chown(home, 0, 0);
    return await canEnter(home, account);
  } catch {
    return false;
  }
}

/** Asked of the system itself: modes, ACLs and mount options all count. */
async function canEnter(folder: string, account: Account): Promise<boolean> {
  return (await runTool("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], account)).ok;
}
