import type { AuditAction, AuditNoun } from "@/lib/audit/phrases";
import { insertEntry } from "@/lib/audit/store";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

type AuditEntry = {
  action: AuditAction;
  targetKind: AuditNoun;
  targetId?: string | number | null;
  /** What people call it: it stays readable after the thing is gone. Users have none: they are looked up by their id. */
  targetLabel?: string | null;
  /** What changed, such as `{ name: { from, to } }`. Never a secret. */
  detail?: Record<string, unknown>;
};

type Place = Pick<Ctx, "orgId"> & { workspaceId?: string };

/**
 * Writes who did what into the audit log, in the same transaction as the change itself. Who that is was said when the
 * transaction began (`tenantDb`), and can't be said here.
 */
export async function writeAudit(tx: Tx, ctx: Place, entry: AuditEntry): Promise<void> {
  const { action, targetKind, targetId, targetLabel, detail } = entry;
  const place = ctx.workspaceId === undefined ? {} : { workspaceId: ctx.workspaceId };
  await insertEntry(tx, {
    orgId: ctx.orgId,
    action,
    targetKind,
    targetId: targetId === undefined || targetId === null ? null : String(targetId),
    targetLabel: targetLabel ?? null,
    detail: { ...place, ...detail },
  });
}
