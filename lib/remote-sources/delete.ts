import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { removeBytes } from "@/lib/drops/remove-bytes";
import { selectKeptIds } from "@/lib/drops/tend.store";
import { AppError, notFound } from "@/lib/errors";
import {
  deleteRemoteSourceRow,
  lockRemoteSource,
  selectAttachedWorkspaces,
} from "@/lib/remote-sources/store";

/**
 * Deletes a connection with its secret, and with the files of a drop. Throws `not_found`; `conflict` that names the
 * workspaces it is attached to.
 */
export async function deleteRemoteSource(ctx: Ctx, id: string): Promise<void> {
  const placed = await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    const attached = await selectAttachedWorkspaces(tx, ctx, id);
    if (attached.length > 0) {
      throw new AppError("conflict", `"${row.name}" is still attached to: ${attached.join(", ")}.`, {
        remedy:
          "Open the sync there (Schedule, limits and mapping, in the menu of the row) and detach it first.",
      });
    }
    const files = await selectKeptIds(tx, { orgId: ctx.orgId, sourceId: id });
    await deleteRemoteSourceRow(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "remote_source.delete",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { ...row.settings.place },
    });
    return files;
  });
  // The source is gone either way; the nightly purge removes what is left.
  await removeBytes(placed).catch((error: unknown) => ctx.log.error("drop.bytes_left", { id }, error));
}
