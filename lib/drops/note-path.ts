import { noteArrival } from "@/lib/arrivals/note-arrival";
import type { DropCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { isTemporaryName } from "@/lib/drops/path";

/**
 * Called in the transaction in which a file becomes whole, or gets the name it keeps: what runs on arrival is told so
 * together with the file, or not at all. Names of unfinished files tell nobody.
 */
export async function notePath(tx: Tx, ctx: DropCtx, path: string): Promise<void> {
  if (isTemporaryName(path)) return;
  await noteArrival(tx, ctx, { remoteSourceId: ctx.sourceId, path });
}

/** As `notePath`, for a folder with files that got another path. */
export async function noteFolder(tx: Tx, ctx: DropCtx, path: string): Promise<void> {
  if (isTemporaryName(path)) return;
  await noteArrival(tx, ctx, { remoteSourceId: ctx.sourceId });
}
