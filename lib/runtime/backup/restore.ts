import { createWriteStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { emptyDatabase, loadDatabase, occupation } from "@/lib/db/load";
import { type Body, readArchive, textOf } from "@/lib/runtime/backup/archive";
import type { BackupEnd, BackupHead } from "@/lib/runtime/backup/backup";
import { type Reached, reachDatabaseAlone } from "@/lib/runtime/backup/reach";
import { type DataFolder, openDataFolder } from "@/lib/runtime/data-folder";
import { putSecretsBack } from "@/lib/runtime/secrets";
import { isSpoolKey } from "@/lib/spool/keys";
import { bucketPlace } from "@/lib/spool/s3/place";
import { spool } from "@/lib/spool/spool";

type Options = { dataDir: string; file: string; overwrite: boolean };
type Checked = { head: BackupHead; secrets: string };

/**
 * Restores a backup: the whole file is checked before anything is changed, and the database gets all of it or nothing.
 * Refuses a database that is not empty, unless asked to overwrite it, and one that someone is connected to.
 */
export async function restore({
  dataDir,
  file,
  overwrite,
}: Options): Promise<{ rows: number; madeAt: string }> {
  const path = resolve(file);
  const { head, secrets } = await check(path);
  const folder = await openDataFolder(dataDir);
  const database = await reachDatabaseAlone(folder);
  try {
    await requireRoom(database, overwrite);
    // Before the database: without its keys nobody could open the passwords in it.
    await putSecretsBack(folder.root, secrets, { overwrite });
    await putSpoolBack(path, folder);
    const rows = await loadDatabase(database.ownerUrl, head, (load) =>
      readArchive(path, async (name, body) => {
        const table = /^database\/(\w+)\/\d+\.jsonl$/.exec(name)?.[1];
        if (table) await load({ table, lines: linesOf(await textOf(body)) });
      }),
    );
    return { rows, madeAt: head.madeAt };
  } finally {
    await database.close();
  }
}

async function requireRoom({ ownerUrl }: Reached, overwrite: boolean): Promise<void> {
  const { tables, others } = await occupation(ownerUrl);
  if (others > 0)
    throw new Error(
      `${others} connection(s) to the database are open. Stop the programs that use it, then try again.`,
    );
  if (tables === 0) return;
  if (!overwrite) {
    throw new Error(
      "The database is not empty. Restore into an empty database (another ROLLCALL_DATA_DIR, or another DATABASE_URL), or " +
        "add --overwrite to delete what is in it: npm run restore -- <file> --overwrite",
    );
  }
  await emptyDatabase(ownerUrl);
}

/** Reads the archive to its end: what it says it has is there. */
async function check(path: string): Promise<Checked> {
  const found: { head?: BackupHead; secrets?: string; end?: BackupEnd } = {};
  const rows: Record<string, number> = {};
  const spool: string[] = [];
  await readArchive(path, async (name, body) => {
    const table = /^database\/(\w+)\/\d+\.jsonl$/.exec(name)?.[1];
    if (table) rows[table] = (rows[table] ?? 0) + linesOf(await textOf(body)).length;
    else if (name === "rollcall.json") found.head = JSON.parse(await textOf(body)) as BackupHead;
    else if (name === "secrets.json") found.secrets = await textOf(body);
    else if (name === "end.json") found.end = JSON.parse(await textOf(body)) as BackupEnd;
    else if (name.startsWith("spool/") && isSpoolKey(name.slice(6))) spool.push(name.slice(6));
    else throw new Error(`${path} is not a Rollcall backup: it contains ${name}.`);
  });
  const { head, secrets, end } = found;
  if (head && head.format !== 1)
    throw new Error(`${path} was made by a newer version of Rollcall. Restore it with that version.`);
  if (!head || !secrets || !end || JSON.stringify([rows, spool]) !== JSON.stringify([end.rows, end.spool]))
    throw new Error(`${path} is incomplete, so nothing was changed. Use an earlier backup.`);
  return { head, secrets };
}

/** To the folder as it was; a bucket may have files of its own, which stay. */
async function putSpoolBack(path: string, { spool: folder }: DataFolder): Promise<void> {
  const isBucket = bucketPlace() !== null;
  if (!isBucket) for (const name of await readdir(folder)) if (isSpoolKey(name)) await rm(join(folder, name));
  await readArchive(path, async (name, body) => {
    if (!name.startsWith("spool/")) return;
    const key = name.slice(6);
    if (isBucket)
      await spool().write(key, bytesOf(body), { path: key, sizeBytesMax: Number.POSITIVE_INFINITY });
    else await pipeline(body, createWriteStream(join(folder, key), { mode: 0o600 }));
  });
}

async function* bytesOf(body: Body): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk;
}

function linesOf(text: string): string[] {
  return text.split("\n").filter(Boolean);
}
