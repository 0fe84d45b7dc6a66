import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { insertPicture, measurePictures, selectPicture } from "@/lib/pages/pictures.store";
import { encodePicture } from "@/lib/pictures/encode";

/** As wide as a page is on a sharp screen. */
const SIZE = { width: 1600, height: 1600 };
export const PICTURES_MAX = 500;
const SPACE_BYTES_MAX = 200_000_000;

/**
 * Keeps a picture for the workspace's pages, re-encoded. It is seen by those who may open a page whose text shows it, and
 * deleted a day later if none does. Throws `invalid_input` and `too_large` for what can't be used, `conflict`: no room.
 */
export async function addPicture(
  ctx: WorkspaceCtx,
  uploaded: Uint8Array,
): Promise<{ id: string; width: number; height: number }> {
  await ctx.db.run(async (tx) => requireRoom(await measurePictures(tx, ctx), 0));
  const { content, width, height } = await encodePicture(uploaded, SIZE);
  return ctx.db.run(async (tx) => {
    requireRoom(await measurePictures(tx, ctx), content.length);
    const row = { content, width, height, addedBy: ctx.actor.label, createdAt: ctx.clock() };
    const id = await insertPicture(tx, ctx, row);
    await writeAudit(tx, ctx, {
      ...{ action: "page.add_picture", targetKind: "page" as const },
      detail: { workspaceId: ctx.workspaceId, pictureId: id, sizeBytes: content.length },
    });
    return { id, width, height };
  });
}

/** A picture's bytes (WebP) for those who write pages; null when there is none. */
export async function findPicture(ctx: WorkspaceCtx, { id }: { id: string }): Promise<Buffer | null> {
  return ctx.db.run((tx) => selectPicture(tx, ctx, id));
}

function requireRoom({ pictures, sizeBytes }: { pictures: number; sizeBytes: number }, more: number): void {
  if (pictures < PICTURES_MAX && sizeBytes + more <= SPACE_BYTES_MAX) return;
  const most = formatBytes(SPACE_BYTES_MAX);
  throw new AppError("conflict", `A workspace has room for ${PICTURES_MAX} pictures and ${most} of them.`, {
    remedy: "Remove pictures from pages that no longer need them. They are deleted within a day.",
  });
}
