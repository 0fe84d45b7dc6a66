import { eq } from "drizzle-orm";
import { retentionSettings } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { Retention } from "@/lib/model/retention";

const COLUMNS = {
  removedUsers: retentionSettings.removedUsers,
  runDetails: retentionSettings.runDetails,
  runs: retentionSettings.runs,
  auditLog: retentionSettings.auditLog,
  events: retentionSettings.events,
  messages: retentionSettings.messages,
};

export async function selectRetention(tx: Tx, { orgId }: Pick<Ctx, "orgId">) {
  const [row] = await tx.select(COLUMNS).from(retentionSettings).where(eq(retentionSettings.orgId, orgId));
  return row;
}

export async function saveRetention(tx: Tx, ctx: Ctx, days: Retention): Promise<void> {
  const set = { ...days, updatedAt: ctx.clock(), updatedBy: ctx.actor.label };
  await tx
    .insert(retentionSettings)
    .values({ orgId: ctx.orgId, ...set })
    .onConflictDoUpdate({ target: retentionSettings.orgId, set });
}
