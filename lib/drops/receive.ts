import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { DropVia } from "@/drizzle/schema/drop-files";
import type { DropCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type Arriving, openArriving } from "@/lib/drops/arriving-file";
import {
  type DropFileRow,
  endPartials,
  insertEntry,
  selectPartial,
  selectPresent,
  setEntry,
  showFile,
} from "@/lib/drops/files.store";
import {
  announce,
  DROP_FILE_BYTES_MAX,
  makeRoom,
  requireEntries,
  requireFreeSpace,
} from "@/lib/drops/limits";
import { notePath } from "@/lib/drops/note-path";
import { openForChange, requireFolder } from "@/lib/drops/open-drop";
import { resolveDropPath } from "@/lib/drops/path";
import { removeBytes } from "@/lib/drops/remove-bytes";
import { AppError } from "@/lib/errors";
import { dropKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { tooLarge } from "@/lib/spool/too-large";

export type ReceiveOptions = {
  via: DropVia;
  /** Begins with what is there of the file: what came before the connection broke, or else the file in the folder. */
  append?: boolean;
  /** As the client announced it; null when it did not. */
  sizeBytes?: number | null;
};

export type Received = { path: string; sizeBytes: number; sha256: string; hasReplaced: boolean };

/** One of `commit`, `abort` and `interrupt` ends it, whatever has happened before. */
export type Receiving = {
  readonly path: string;
  readonly sizeBytes: () => number;
  /** Throws `too_large`, `no_space`. */
  write: (position: number, bytes: Uint8Array) => Promise<void>;
  truncate: (sizeBytes: number) => Promise<void>;
  /** The file is whole: it takes its place in the folder now, or nothing changes. Throws `no_space`, `unauthenticated`. */
  commit: () => Promise<Received>;
  /** Nothing of it is kept. What is in the folder stays as it is. */
  abort: () => Promise<void>;
  /** The connection broke: what came is kept for resuming, and counts for nothing. */
  interrupt: () => Promise<void>;
};

const TOUCH_MS = 60_000;
const SPACE_CHECK_BYTES = 64_000_000;

/**
 * Begins a file. Its bytes are collected beside the folder and take their place at `commit`, all at once; of two clients
 * who write the same path the last to commit wins. Throws `not_found` (the folder), `conflict` (a folder has this name),
 * `invalid_input`, `too_large`, `no_space`, `throttled`, `unauthenticated`.
 */
export async function receiveFile(ctx: DropCtx, path: string, options: ReceiveOptions): Promise<Receiving> {
  const { via, append = false, sizeBytes = null } = options;
  const at = resolveDropPath(path);
  if (at === "") throw new AppError("conflict", "The drop's own folder can't be overwritten.");
  if (sizeBytes !== null && sizeBytes > DROP_FILE_BYTES_MAX) throw tooLarge(at, DROP_FILE_BYTES_MAX);
  await requireFreeSpace(sizeBytes ?? 0);
  const id = randomUUID();
  const base = await ctx.db.run((tx) => begin(tx, ctx, { id, at, via, append }));
  const space = announce(sizeBytes ?? 0);
  try {
    const arriving = await openArriving(id, base?.spoolKey ?? null);
    return receiving(ctx, { id, at, arriving, space });
  } catch (error) {
    space.end();
    await giveUp(ctx, id);
    throw error;
  }
}

type Begin = { id: string; at: string; via: DropVia; append: boolean };
async function begin(tx: Tx, ctx: DropCtx, { id, at, via, append }: Begin): Promise<DropFileRow | undefined> {
  await openForChange(tx, ctx);
  await requireFolder(tx, ctx, at);
  const there = await selectPresent(tx, ctx, at);
  if (there?.isFolder) throw new AppError("conflict", `"${at}" is a folder.`);
  await requireEntries(tx, ctx);
  const now = ctx.clock();
  await insertEntry(tx, ctx, {
    ...{ id, path: at, state: "receiving", createdAt: now, touchedAt: now, via, spoolKey: dropKey(id) },
    ...{ credentialKind: ctx.credential.kind, credentialLabel: ctx.credential.label, fromAddress: ctx.from },
  });
  return append ? ((await selectPartial(tx, ctx, at)) ?? there) : undefined;
}

type Place = { id: string; at: string; arriving: Arriving; space: ReturnType<typeof announce> };

function receiving(ctx: DropCtx, { id, at, arriving, space }: Place): Receiving {
  let touchedAt = ctx.clock().getTime();
  let checkedBytes = arriving.sizeBytes();
  let isOpen = true;

  const end = async (): Promise<void> => {
    if (!isOpen) throw new AppError("internal", "This file is not being received any more.");
    isOpen = false;
    space.end();
  };
  return {
    path: at,
    sizeBytes: arriving.sizeBytes,
    write: async (position, bytes) => {
      if (position + bytes.length > DROP_FILE_BYTES_MAX) throw tooLarge(at, DROP_FILE_BYTES_MAX);
      space.came(bytes.length);
      await arriving.write(position, bytes);
      if (arriving.sizeBytes() - checkedBytes > SPACE_CHECK_BYTES) {
        checkedBytes = arriving.sizeBytes();
        await requireFreeSpace(0);
      }
      const now = ctx.clock();
      if (now.getTime() - touchedAt < TOUCH_MS) return;
      touchedAt = now.getTime();
      await touch(ctx, id, { at: now, sizeBytes: arriving.sizeBytes() });
    },
    truncate: async (sizeBytes) => {
      if (sizeBytes > DROP_FILE_BYTES_MAX) throw tooLarge(at, DROP_FILE_BYTES_MAX);
      await arriving.truncate(sizeBytes);
    },
    commit: async () => {
      await end();
      try {
        const { sizeBytes, sha256 } = await arriving.finish();
        await spool().adopt(dropKey(id), arriving.file);
        return await show(ctx, { id, at, sizeBytes, sha256 });
      } catch (error) {
        await giveUp(ctx, id);
        throw error;
      } finally {
        await rm(arriving.file, { force: true });
      }
    },
    abort: async () => {
      await end();
      await arriving.close();
      await rm(arriving.file, { force: true });
      await giveUp(ctx, id);
    },
    interrupt: async () => {
      await end();
      try {
        const { sizeBytes } = await arriving.finish();
        if (sizeBytes === 0) return await giveUp(ctx, id);
        await spool().adopt(dropKey(id), arriving.file);
        await keepPartial(ctx, { id, at, sizeBytes });
      } catch (error) {
        await giveUp(ctx, id);
        throw error;
      } finally {
        await rm(arriving.file, { force: true });
      }
    },
  };
}

async function touch(ctx: DropCtx, id: string, { at, sizeBytes }: { at: Date; sizeBytes: number }) {
  const isThere = await ctx.db.run((tx) =>
    setEntry(tx, ctx, { id, state: "receiving" }, { touchedAt: at, sizeBytes }),
  );
  if (!isThere) throw gaveUp();
}

type Whole = { id: string; at: string; sizeBytes: number; sha256: string };

async function show(ctx: DropCtx, { id, at, sizeBytes, sha256 }: Whole): Promise<Received> {
  const { hasReplaced, spare } = await ctx.db.run(async (tx) => {
    await openForChange(tx, ctx);
    // The folder may have changed while the file arrived.
    await requireFolder(tx, ctx, at);
    const there = await selectPresent(tx, ctx, at);
    if (there?.isFolder) throw new AppError("conflict", `"${at}" is a folder.`);
    const now = ctx.clock();
    const freed = await makeRoom(tx, ctx, { id, sizeBytes });
    if (!(await showFile(tx, ctx, at, { id, sizeBytes, sha256, at: now }))) throw gaveUp();
    const partials = await endPartials(tx, ctx, { path: at, except: null, at: now });
    await notePath(tx, ctx, at);
    return { hasReplaced: there !== undefined, spare: [...freed, ...partials] };
  });
  await removeBytes(spare).catch((error: unknown) => ctx.log.error("drop.spare_kept", {}, error));
  ctx.log.info("drop.received", { sourceId: ctx.sourceId, sizeBytes });
  return { path: at, sizeBytes, sha256, hasReplaced };
}

async function keepPartial(ctx: DropCtx, { id, at, sizeBytes }: Omit<Whole, "sha256">): Promise<void> {
  const spare = await ctx.db.run(async (tx) => {
    await openForChange(tx, ctx);
    const now = ctx.clock();
    const freed = await makeRoom(tx, ctx, { id, sizeBytes });
    const isKept = await setEntry(
      tx,
      ctx,
      { id, state: "receiving" },
      { state: "partial", sizeBytes, touchedAt: now },
    );
    if (!isKept) throw gaveUp();
    return [...freed, ...(await endPartials(tx, ctx, { path: at, except: id, at: now }))];
  });
  await removeBytes(spare);
}

/** Where this fails too, the row stays as it is, and `tendDrops` does it later. */
async function giveUp(ctx: DropCtx, id: string): Promise<void> {
  const gone = { state: "gone", goneWhy: "interrupted", goneAt: ctx.clock(), spoolKey: null } as const;
  try {
    const isMine = await ctx.db.run((tx) => setEntry(tx, ctx, { id, state: "receiving" }, gone));
    // A commit whose answer was lost has worked nevertheless: then its bytes are those of a file in the folder.
    if (isMine) await removeBytes([id]);
  } catch (error) {
    ctx.log.error("drop.not_given_up", { sourceId: ctx.sourceId }, error);
  }
}

function gaveUp(): AppError {
  return new AppError("conflict", "This upload was given up, because nothing came for too long.", {
    remedy: "Send the file again.",
  });
}
