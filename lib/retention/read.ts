import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type Retention, retentionOf } from "@/lib/model/retention";
import { selectRetention } from "@/lib/retention/store";

/** How many days the organization keeps what ends. */
export async function getRetention(ctx: Ctx): Promise<Retention> {
  return ctx.db.run((tx) => retentionIn(tx, ctx));
}

/** The same within a transaction. */
export async function retentionIn(tx: Tx, org: Pick<Ctx, "orgId">): Promise<Retention> {
  return retentionOf(await selectRetention(tx, org));
}
