import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import {
  countSandboxUsers,
  deleteSandboxRow,
  findSandboxRow,
  selectOtherReaders,
  selectSandboxFiles,
} from "@/lib/sandbox/sandbox.store";
import { spool } from "@/lib/spool/spool";

/**
 * Removes the organization's sandbox with everything in it: users, runs, pages, syncs, its drop and all files. The rows go
 * in one transaction; files that a crash leaves are removed by the nightly purge. Throws `not_found`; `conflict` while
 * another workspace reads its drop.
 */
export async function removeSandbox(ctx: Ctx): Promise<void> {
  const files = await ctx.db.run(async (tx) => {
    const sandbox = await findSandboxRow(tx, ctx, { lock: true });
    if (!sandbox) throw notFound("The sandbox");
    const readers = await selectOtherReaders(tx, ctx, sandbox.id);
    if (readers.length > 0) throw isRead(readers);
    const keys = await selectSandboxFiles(tx, ctx, sandbox.id);
    const count = await countSandboxUsers(tx, ctx, sandbox.id);
    await deleteSandboxRow(tx, ctx, sandbox.id);
    await writeAudit(tx, ctx, {
      action: "workspace.remove_sandbox",
      targetKind: "workspace",
      targetId: sandbox.id,
      targetLabel: sandbox.name,
      detail: { slug: sandbox.slug, users: count },
    });
    return keys;
  });
  for (const key of files) {
    await spool()
      .remove(key)
      .catch((error: unknown) => ctx.log.error("sandbox.file_left", {}, error));
  }
}

function isRead(readers: readonly string[]): AppError {
  return new AppError("conflict", `The sandbox's drop is attached to: ${readers.join(", ")}.`, {
    remedy: "Detach it there first.",
  });
}
