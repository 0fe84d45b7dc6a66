import { type AuditFilter, countEntries, selectEntries } from "@/lib/audit/store";
import type { Ctx } from "@/lib/context";
import type { ActorKind } from "@/lib/model/actor";

type AuditEntryView = {
  id: number;
  at: Date;
  actorKind: ActorKind;
  actorLabel: string;
  action: string;
  targetKind: string;
  targetLabel: string | null;
  detail: Record<string, unknown>;
};

/** One page (from 1) of the organization's audit log, newest first, and how many entries the filter finds in all. */
export async function listAuditEntries(
  ctx: Ctx,
  { page, pageSize, ...filter }: AuditFilter & { page: number; pageSize: number },
): Promise<{ entries: AuditEntryView[]; total: number }> {
  return ctx.db.run(async (tx) => {
    const entries = await selectEntries(tx, ctx.orgId, {
      ...filter,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    return { entries, total: await countEntries(tx, ctx.orgId, filter) };
  });
}
