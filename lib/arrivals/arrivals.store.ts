import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { syncs } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";

type Org = Pick<Ctx, "orgId" | "clock">;

/** The syncs of a source that run when a file arrives, in every workspace of the organization, and which files they read. */
export async function selectArrivalSyncs(tx: Tx, ctx: Org, remoteSourceId: string) {
  return tx
    .select({ id: syncs.id, path: syncs.path, managersPath: syncs.managersPath })
    .from(syncs)
    .where(
      and(
        inOrg(syncs, ctx),
        eq(syncs.remoteSourceId, remoteSourceId),
        eq(syncs.scheduleKind, "arrival"),
        isNull(syncs.detachedAt),
      ),
    );
}

/** The quiet minute of these syncs begins again; it never moves back, and since when files arrive stays. In the order of their ids, so that two don't block each other. */
export async function noteArrived(tx: Tx, ctx: Org, ids: readonly string[]): Promise<void> {
  await tx
    .select({ id: syncs.id })
    .from(syncs)
    .where(and(inOrg(syncs, ctx), inArray(syncs.id, [...ids])))
    .orderBy(syncs.id)
    .for("no key update");
  const now = sql`${ctx.clock().toISOString()}::timestamptz`;
  await tx
    .update(syncs)
    .set({
      arrivedAt: sql`greatest(${syncs.arrivedAt}, ${now})`,
      arrivingSince: sql`coalesce(${syncs.arrivingSince}, ${now})`,
    })
    .where(and(inOrg(syncs, ctx), inArray(syncs.id, [...ids])));
}
