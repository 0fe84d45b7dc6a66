import type { WorkspaceCtx } from "@/lib/context";
import type { ConditionKind } from "@/lib/model/schedule";
import { selectConditions } from "@/lib/syncs/conditions.store";

/**
 * A time in which a sync was late, or its server was out of reach for a day. Two transitions: `raisedAt`, when it was
 * found to be so `since`, and `clearedAt`, null while it is so.
 */
export type SyncCondition = {
  id: string;
  syncId: string;
  kind: ConditionKind;
  since: Date;
  raisedAt: Date;
  clearedAt: Date | null;
};

const CONDITIONS_MAX = 200;

/** The conditions of the workspace's syncs, or of one of them, the last raised first. */
export async function listSyncConditions(
  ctx: WorkspaceCtx,
  { syncId }: { syncId?: string } = {},
): Promise<SyncCondition[]> {
  const filter = syncId === undefined ? {} : { syncId };
  return ctx.db.run((tx) => selectConditions(tx, ctx, { ...filter, most: CONDITIONS_MAX }));
}
