import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { AuditAction } from "@/lib/audit/phrases";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
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

type Seen = { id: string; hostKey: HostKey };

/**
 * What to do with the key a server has shown: with none pinned yet it is pinned, and the audit log says who was there;
 * one that differs from the pinned one only waits for approval. Gives `pinned`, `same` or `changed`.
 */
export async function pinHostKey(ctx: Ctx, { id, hostKey }: Seen): Promise<"pinned" | "same" | "changed"> {
  return ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    if (row.hostKey && row.hostKey.blob === hostKey.blob) {
      if (row.hostKeySeen) await setRemoteSource(tx, ctx, id, { hostKeySeen: null });
      return "same";
    }
    if (row.hostKey) {
      if (row.hostKeySeen?.blob === hostKey.blob) return "changed";
      await setRemoteSource(tx, ctx, id, { hostKeySeen: hostKey });
      await audit("remote_source.host_key_changed", {
        pinned: row.hostKey.fingerprint,
        seen: hostKey.fingerprint,
      });
      return "changed";
    }
    await setRemoteSource(tx, ctx, id, { hostKey, hostKeySeen: null });
    await audit("remote_source.pin_host_key", { fingerprint: hostKey.fingerprint, type: hostKey.type });
    return "pinned";

    async function audit(action: AuditAction, detail: Record<string, unknown>): Promise<void> {
      await writeAudit(tx, ctx, {
        action,
        targetKind: "remote_source",
        targetId: id,
        targetLabel: row?.name,
        detail,
      });
    }
  });
}
