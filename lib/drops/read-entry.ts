import { open } from "node:fs/promises";
import type { DropCtx } from "@/lib/context";
import { selectPartial, selectPresent } from "@/lib/drops/files.store";
import { requireValid } from "@/lib/drops/open-drop";
import { resolveDropPath } from "@/lib/drops/path";
import { AppError } from "@/lib/errors";
import { spool } from "@/lib/spool/spool";

export type ReadHandle = {
  sizeBytes: number;
  /** Up to so many bytes; none at the end of the file. */
  read: (position: number, length: number) => Promise<Uint8Array>;
  close: () => Promise<void>;
};

/**
 * Opens a file of the drop to read from. It reads on as it was, also when it is replaced or deleted meanwhile. Throws
 * `not_found`, `conflict` for a folder, `unauthenticated`.
 */
export async function readEntry(ctx: DropCtx, path: string): Promise<ReadHandle> {
  const at = resolveDropPath(path);
  const row = await ctx.db.run(async (tx) => {
    await requireValid(tx, ctx);
    return (await selectPresent(tx, ctx, at)) ?? (await selectPartial(tx, ctx, at));
  });
  if (at === "" || row?.isFolder) throw new AppError("conflict", `"${at}" is a folder.`);
  if (!row?.spoolKey) throw new AppError("not_found", `There is no "${at}" in this drop.`);
  const copy = await spool().local(row.spoolKey);
  const file = await open(copy.file, "r").catch(async (error: unknown) => {
    await copy.release();
    throw error;
  });
  return {
    sizeBytes: row.sizeBytes,
    read: async (position, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    close: async () => {
      await file.close();
      await copy.release();
    },
  };
}
