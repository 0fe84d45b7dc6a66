import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { insertEvent } from "@/lib/events/write.store";
import type { EventType } from "@/lib/model/event";

type NewEvent = {
  type: EventType;
  /** Ids, counts, codes and names of fields; never a value of a user, never a secret. */
  data: Readonly<Record<string, unknown>>;
};

/**
 * Writes an event in the same transaction as what it tells, so that both happen or neither does. Nothing is written when
 * no webhook and no poller of the organization wants such events. The workspace, where there is one, is told by itself.
 */
export async function emitEvent(
  tx: Tx,
  ctx: Pick<Ctx, "orgId"> & { readonly workspaceId?: string },
  event: NewEvent,
): Promise<void> {
  await insertEvent(tx, { orgId: ctx.orgId, workspaceId: ctx.workspaceId ?? null, ...event });
}
