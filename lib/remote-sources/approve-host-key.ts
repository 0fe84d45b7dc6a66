import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/require-confirmed";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { lockRemoteSource, setRemoteSource } from "@/lib/remote-sources/store";

/**
 * Pins the changed key that the server showed. `fingerprint` is what the person compared: when the server has shown yet
 * another key since, nothing is approved and `conflict` is thrown. Throws `confirm_needed`.
 */
export async function approveHostKey(ctx: Ctx, input: { id: string; fingerprint: string }): Promise<void> {
  const { id, fingerprint } = input;
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    if (row.hostKey?.fingerprint === fingerprint) return;
    if (row.hostKeySeen?.fingerprint !== fingerprint) {
      throw new AppError("conflict", "The server shows a different key now.", {
        remedy: "Check the connection again and compare the fingerprint before you approve it.",
      });
    }
    requireConfirmed(ctx);
    await setRemoteSource(tx, ctx, id, {
      hostKey: row.hostKeySeen,
      hostKeySeen: null,
      updatedAt: ctx.clock(),
    });
    await writeAudit(tx, ctx, {
      action: "remote_source.approve_host_key",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { before: row.hostKey?.fingerprint ?? null, after: fingerprint },
    });
  });
}
