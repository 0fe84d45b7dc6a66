import { z } from "zod";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { lockDropName } from "@/lib/drops/credentials.store";
import { selectKeptFile } from "@/lib/drops/received.store";
import { notFound } from "@/lib/errors";
import { spool } from "@/lib/spool/spool";

export type DropDownload = { path: string; sizeBytes: number; bytes: AsyncIterable<Uint8Array> };

/**
 * A file that came in, also one that was replaced or deleted since: the audit log says who took it. Throws `not_found`, also
 * once it was purged.
 */
export async function downloadDropFile(
  ctx: Ctx,
  { id, fileId }: { id: string; fileId: string },
): Promise<DropDownload> {
  if (!z.uuid().safeParse(id).success || !z.uuid().safeParse(fileId).success) throw notFound("This file");
  const row = await ctx.db.run(async (tx) => {
    const name = await lockDropName(tx, ctx, id);
    const file = name === undefined ? undefined : await selectKeptFile(tx, ctx, id, fileId);
    if (!file?.spoolKey || file.path === null) throw notFound("This file");
    await writeAudit(tx, ctx, {
      action: "remote_source.download_file",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: name,
      detail: { file: file.path, sizeBytes: file.sizeBytes, sha256: file.sha256 },
    });
    return { path: file.path, sizeBytes: file.sizeBytes, key: file.spoolKey };
  });
  return { path: row.path, sizeBytes: row.sizeBytes, bytes: spool().read(row.key) };
}
