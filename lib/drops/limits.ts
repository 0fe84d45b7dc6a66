import type { DropCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { countKept, type DropOf, selectSpare, setEntry } from "@/lib/drops/files.store";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { freeMegabytesOf } from "@/lib/free-space";
import { READ_DEFAULTS } from "@/lib/model/file";
import { spool } from "@/lib/spool/spool";

const BYTES = 1_000_000;

/** At the same time in one drop. */
const RECEIVING_MAX = 50;

/** How large one file may be. */
export const DROP_FILE_BYTES_MAX = READ_DEFAULTS.sizeBytesMax;

/** Throws `no_space` when the drop holds as many files and folders as it may. */
export async function requireEntries(tx: Tx, drop: DropOf): Promise<void> {
  const { entries, receiving } = await countKept(tx, drop);
  const { DROP_FILES_MAX } = env();
  if (entries >= DROP_FILES_MAX) {
    throw new AppError(
      "no_space",
      `This drop holds ${entries} files and folders; the limit is ${DROP_FILES_MAX}.`,
      {
        remedy: "Delete files that are not needed, or keep files for fewer days in the settings of the drop.",
      },
    );
  }
  if (receiving >= RECEIVING_MAX) {
    throw new AppError("throttled", `${receiving} files are arriving in this drop at the same time.`, {
      remedy: "Wait until some of them have arrived.",
      meta: { waitSeconds: 60 },
    });
  }
}

/** A file that is arriving, and how large it is. */
type Wanted = { id: string; sizeBytes: number };

/**
 * Makes room for so many more bytes within what may be kept: files that were replaced or deleted go first, the oldest
 * of them first. Gives the ids of those, whose bytes the caller removes once the transaction is through. Throws `no_space`.
 */
export async function makeRoom(tx: Tx, ctx: DropCtx, { id, sizeBytes }: Wanted): Promise<string[]> {
  const { dropBytes, orgBytes } = await countKept(tx, ctx, id);
  const { DROP_MEGABYTES_KEPT_MAX, DROP_MEGABYTES_KEPT_PER_ORGANIZATION_MAX } = env();
  const dropMax = DROP_MEGABYTES_KEPT_MAX * BYTES;
  const orgMax = DROP_MEGABYTES_KEPT_PER_ORGANIZATION_MAX * BYTES;
  let excess = Math.max(dropBytes + sizeBytes - dropMax, orgBytes + sizeBytes - orgMax);
  if (excess <= 0) return [];
  const freed: string[] = [];
  for (const spare of await selectSpare(tx, ctx)) {
    if (excess <= 0) break;
    await setEntry(tx, ctx, { id: spare.id, state: "gone" }, { spoolKey: null });
    freed.push(spare.id);
    excess -= spare.sizeBytes;
  }
  if (excess <= 0) {
    ctx.log.info("drop.room_made", { sourceId: ctx.sourceId, files: freed.length });
    return freed;
  }
  const isOwn = dropBytes + sizeBytes > dropMax;
  const what = isOwn ? "this drop" : "the drops of this organization";
  throw new AppError(
    "no_space",
    `No more than ${formatBytes(isOwn ? dropMax : orgMax)} are kept of ${what}.`,
    {
      remedy: "Delete files that are not needed, or keep files for fewer days in the settings of the drop.",
    },
  );
}

// What is arriving is the process's, whichever of its modules asks.
const shared = globalThis as typeof globalThis & { rollcallDropBytes?: { ahead: number } };

/** Throws `no_space` unless so many more bytes leave enough free where files arrive, and where they are stored. */
export async function requireFreeSpace(sizeBytes: number): Promise<void> {
  const stored = await spool().freeMegabytes();
  const here = await freeMegabytesOf(env().ROLLCALL_DATA_DIR);
  const free = stored === null || here === null ? (stored ?? here) : Math.min(stored, here);
  const ahead = shared.rollcallDropBytes?.ahead ?? 0;
  if (free === null || free * BYTES - sizeBytes - ahead >= env().FREE_MEGABYTES_MIN * BYTES) return;
  throw noFreeSpace({ free });
}

/** Counts bytes that were announced and have not come yet; they are free space that is spoken for. */
export function announce(sizeBytes: number): { came: (bytes: number) => void; end: () => void } {
  shared.rollcallDropBytes ??= { ahead: 0 };
  const all = shared.rollcallDropBytes;
  let left = sizeBytes;
  all.ahead += left;
  const came = (bytes: number): void => {
    const counted = Math.min(bytes, left);
    left -= counted;
    all.ahead -= counted;
  };
  return { came, end: () => came(left) };
}

export function noFreeSpace(meta: Readonly<Record<string, unknown>> = {}, cause?: unknown): AppError {
  return new AppError("no_space", "The server has too little free space for this file.", {
    remedy: "Try again later. The person who operates Rollcall has to make room.",
    meta,
    cause,
  });
}
