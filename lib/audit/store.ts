import { and, count, desc, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { auditLog } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

type NewEntry = {
  orgId: string;
  action: string;
  targetKind: string;
  targetId: string | null;
  targetLabel: string | null;
  detail: Record<string, unknown>;
};

/** By a function of the database, which alone may: it takes the actor from the transaction. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<void> {
  const { orgId, action, targetKind, targetId, targetLabel, detail } = entry;
  await tx.execute(sql`select write_audit(${orgId}::uuid, ${action}, ${targetKind}, ${targetId}::text,
    ${targetLabel}::text, ${JSON.stringify(detail)}::jsonb)`);
}

export type AuditFilter = { targetKind?: string; text?: string };

function matching(orgId: string, { targetKind, text }: AuditFilter): SQL | undefined {
  const like = text ? `%${text.replace(/[\\%_]/g, "\\$&")}%` : null;
  return and(
    eq(auditLog.orgId, orgId),
    targetKind ? eq(auditLog.targetKind, targetKind) : undefined,
    like ? or(ilike(auditLog.actorLabel, like), ilike(auditLog.targetLabel, like)) : undefined,
  );
}

export async function selectEntries(
  tx: Tx,
  orgId: string,
  { limit, offset, ...filter }: AuditFilter & { limit: number; offset: number },
) {
  return tx
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actorKind: auditLog.actorKind,
      actorLabel: auditLog.actorLabel,
      action: auditLog.action,
      targetKind: auditLog.targetKind,
      targetLabel: auditLog.targetLabel,
      detail: auditLog.detail,
    })
    .from(auditLog)
    .where(matching(orgId, filter))
    .orderBy(desc(auditLog.id))
    .limit(limit)
    .offset(offset);
}

export async function countEntries(tx: Tx, orgId: string, filter: AuditFilter): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(auditLog).where(matching(orgId, filter));
  return row?.n ?? 0;
}
