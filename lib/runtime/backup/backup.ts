import { copyFile, link, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type DumpHead, dumpDatabase } from "@/lib/db/dump";
import { type Put, writeArchive } from "@/lib/runtime/backup/archive";
import { reachDatabase } from "@/lib/runtime/backup/reach";
import { type DataFolder, openDataFolder } from "@/lib/runtime/data-folder";
import { effectiveSecrets } from "@/lib/runtime/secrets";
import { isSpoolKey } from "@/lib/spool/keys";
import { bucketPlace } from "@/lib/spool/s3/place";

/** First in a backup. */
export type BackupHead = DumpHead & { format: 1; madeAt: string };
/** Last in a backup: its presence shows that nothing is missing, and it has the counts to check. */
export type BackupEnd = { rows: Record<string, number>; spool: string[] };

/**
 * Writes the whole installation into one file: the database as it is at one moment, files on their way, and the secrets.
 * Rollcall may be running. Gives the file's path, how many rows are in it, and the bucket whose files are not.
 */
export async function backUp({ dataDir, file }: { dataDir: string; file: string | null }) {
  const folder = await openDataFolder(dataDir);
  const path = resolve(file ?? join(folder.root, "backups", `rollcall-${stamp()}.tar.gz`));
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const database = await reachDatabase(folder);
  const held = await mkdtemp(join(folder.root, "backup-"));
  const bucket = bucketPlace()?.bucket ?? null;
  // What a folder has from before there was a bucket is not used any more.
  const hold = () => (bucket === null ? holdFiles(folder, held) : Promise.resolve());
  const rows: Record<string, number> = {};
  try {
    await writeArchive(path, async (put) => {
      await hold();
      await dumpDatabase(database.ownerUrl, {
        begin: async (head) => {
          await hold();
          await putHead(put, head, folder);
        },
        part: async ({ table, lines }) => {
          const before = rows[table] ?? 0;
          rows[table] = before + lines.length;
          await put(`database/${table}/${before}.jsonl`, `${lines.join("\n")}\n`);
        },
      });
      const spool = await readdir(held);
      for (const name of spool) await put(`spool/${name}`, { path: join(held, name) });
      const end: BackupEnd = { rows, spool };
      await put("end.json", json(end));
    });
  } finally {
    await rm(held, { recursive: true, force: true });
    await database.close();
  }
  return { path, bucket, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

/**
 * Second names for the files on their way, so that a run that ends meanwhile does not take them with it. Before and
 * after the database's moment: what its rows name at that moment is among them.
 */
async function holdFiles({ spool }: DataFolder, held: string): Promise<void> {
  for (const name of await readdir(spool)) {
    if (!isSpoolKey(name)) continue;
    const [from, to] = [join(spool, name), join(held, name)];
    await link(from, to).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST" || error.code === "ENOENT") return;
      // A file system without hard links.
      await copyFile(from, to).catch(() => {});
    });
  }
}

async function putHead(put: Put, head: DumpHead, folder: DataFolder): Promise<void> {
  const first: BackupHead = { format: 1, madeAt: new Date().toISOString(), ...head };
  await put("rollcall.json", json(first));
  await put("secrets.json", json(await effectiveSecrets(folder.root)));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function stamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(":", "-");
}
