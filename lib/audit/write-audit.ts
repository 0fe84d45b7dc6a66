import { insertEntry } from "@/lib/audit/store";
import type { Actor, Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { unreachable } from "@/lib/errors";

export type AuditEntry = {
  /** `noun.verb`, such as `remote_source.create`. */
  action: string;
  /** The noun, such as `remote_source`. */
  targetKind: string;
  targetId?: string | number | null;
  /** What people call it: it stays readable after the thing is gone. */
  targetLabel?: string | null;
  /** What changed, such as `{ name: { from, to } }`. Never a secret. */
  detail?: Record<string, unknown>;
};

/** Writes who did what into the audit log, in the same transaction as the change itself. */
export async function writeAudit(
  tx: Tx,
  ctx: Pick<Ctx, "orgId" | "actor">,
  entry: AuditEntry,
): Promise<void> {
  const { action, targetKind, targetId, targetLabel, detail } = entry;
  await insertEntry(tx, {
    orgId: ctx.orgId,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    actorLabel: ctx.actor.label,
    action,
    targetKind,
    targetId: targetId === undefined || targetId === null ? null : String(targetId),
    targetLabel: targetLabel ?? null,
    detail: detail ?? {},
  });
}

function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "member":
      return actor.accountId;
    case "user":
      return String(actor.userId);
    case "run":
      return actor.runId;
    case "system":
      return null;
    default:
      return unreachable(actor);
  }
}
