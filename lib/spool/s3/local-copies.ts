import { createHash } from "node:crypto";
import { chmod, copyFile, link, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { freeMegabytesOf } from "@/lib/free-space";
import { dataFolder } from "@/lib/spool/data-folders";
import type { SpoolKey } from "@/lib/spool/keys";
import { clearScratch, scratchFile } from "@/lib/spool/scratch";
import { storeBytes } from "@/lib/spool/store-bytes";
import { notRead, storing } from "@/lib/spool/store-errors";
import type { LocalCopy } from "@/lib/spool/types";

type Version = { key: SpoolKey; etag: string; sizeBytes: number };

/** Remembers a file that the bucket has, too: the next step of a run is most likely on this machine. It is moved. */
export async function keepCopy(version: Pick<Version, "key" | "etag">, file: string): Promise<void> {
  await storing(async () => {
    await chmod(file, 0o600);
    await rename(file, await keptFile(version));
  });
}

/** Deletes what this machine has of a key, also copies of readers that died. */
export async function forgetCopies(key: SpoolKey): Promise<void> {
  for (const name of [nameOf(key), `read-${nameOf(key)}`]) await clearScratch(name);
}

/** A file of one's own with this version: from what this machine remembers, or downloaded. */
export async function openCopy(version: Version, download: AsyncIterable<Uint8Array>): Promise<LocalCopy> {
  const { key, sizeBytes } = version;
  const file = await scratchFile(`read-${nameOf(key)}`);
  const release = () => rm(file, { force: true });
  try {
    if (!(await takeKept(version, file))) {
      await requireRoom(file, sizeBytes);
      const written = await storeBytes(download, { file, path: key, sizeBytesMax: sizeBytes });
      if (written.sizeBytes !== sizeBytes) throw notRead(new Error("The download has another size."));
    }
    return { file, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A second name for it, so that each reader has one to release. */
async function takeKept(version: Version, file: string): Promise<boolean> {
  const kept = await keptFile(version);
  try {
    if ((await stat(kept)).size !== version.sizeBytes) return false;
    // Where the file system has no hard links.
    await link(kept, file).catch(() => copyFile(kept, file));
    return true;
  } catch {
    await rm(file, { force: true });
    return false;
  }
}

function nameOf(key: SpoolKey): string {
  return `copy-${key.replace(/\.csv$/, "")}`;
}

async function keptFile({ key, etag }: Pick<Version, "key" | "etag">): Promise<string> {
  const mark = createHash("sha256").update(etag).digest("hex").slice(0, 16);
  return join(await dataFolder("scratch"), `${nameOf(key)}.${mark}`);
}

const BYTES = 1_000_000;

async function requireRoom(file: string, sizeBytes: number): Promise<void> {
  const free = await freeMegabytesOf(dirname(file));
  if (free === null || free * BYTES - sizeBytes >= env().FREE_MEGABYTES_MIN * BYTES) return;
  throw new AppError("internal", "The server has too little free space to read the file.", {
    ...{ retry: true, meta: { free, sizeBytes } },
    remedy: "Ask the person who operates Rollcall, or try again later.",
  });
}
