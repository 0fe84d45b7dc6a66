import { and, asc, eq, sql } from "drizzle-orm";
import { webhookEndpoints } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Db, Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import type { EndpointRef } from "@/lib/model/run-ref";

type Org = Pick<Ctx, "orgId">;
export type EndpointRow = typeof webhookEndpoints.$inferSelect;

const own = (ctx: Org, id: string) => and(inOrg(webhookEndpoints, ctx), eq(webhookEndpoints.id, id));

export async function selectEndpoints(tx: Tx, ctx: Org): Promise<EndpointRow[]> {
  return tx
    .select()
    .from(webhookEndpoints)
    .where(inOrg(webhookEndpoints, ctx))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));
}

export async function selectEndpoint(tx: Tx, ctx: Org, id: string): Promise<EndpointRow | undefined> {
  const [row] = await tx.select().from(webhookEndpoints).where(own(ctx, id));
  return row;
}

/** The endpoint, locked until the transaction ends. */
export async function lockEndpoint(tx: Tx, ctx: Org, id: string): Promise<EndpointRow | undefined> {
  const [row] = await tx.select().from(webhookEndpoints).where(own(ctx, id)).for("update");
  return row;
}

export async function insertEndpoint(
  tx: Tx,
  ctx: Org,
  row: Omit<typeof webhookEndpoints.$inferInsert, "orgId">,
): Promise<void> {
  await tx.insert(webhookEndpoints).values({ ...row, orgId: ctx.orgId });
}

export async function setEndpoint(tx: Tx, ctx: Org, id: string, set: Partial<EndpointRow>): Promise<void> {
  await tx.update(webhookEndpoints).set(set).where(own(ctx, id));
}

export async function deleteEndpoint(tx: Tx, ctx: Org, id: string): Promise<void> {
  await tx.delete(webhookEndpoints).where(own(ctx, id));
}

/**
 * Takes an endpoint for one delivery, for as long as that may take at most; null when it is another worker's, is not to be
 * tried yet, or is not enabled. What the worker before still says of it is not believed from here on.
 */
export async function takeEndpoint(
  tx: Tx,
  ctx: Pick<Ctx, "orgId" | "clock">,
  id: string,
  leaseMs: number,
): Promise<EndpointRow | null> {
  const now = ctx.clock();
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await tx
    .update(webhookEndpoints)
    .set({ fence: sql`${webhookEndpoints.fence} + 1`, leaseUntil: new Date(now.getTime() + leaseMs) })
    .where(
      and(
        own(ctx, id),
        eq(webhookEndpoints.state, "enabled"),
        sql`coalesce(${webhookEndpoints.nextTryAt} <= ${at}, true)`,
        sql`coalesce(${webhookEndpoints.leaseUntil} < ${at}, true)`,
      ),
    )
    .returning();
  return row ?? null;
}

/** Writes what became of a delivery, as long as nobody else has taken the endpoint since; says whether it was so. */
export async function giveBack(
  tx: Tx,
  ctx: Org,
  { id, fence }: Pick<EndpointRow, "id" | "fence">,
  set: Partial<EndpointRow>,
): Promise<boolean> {
  const rows = await tx
    .update(webhookEndpoints)
    .set({ ...set, leaseUntil: null })
    .where(and(own(ctx, id), eq(webhookEndpoints.fence, fence)))
    .returning({ id: webhookEndpoints.id });
  return rows.length > 0;
}

/** Endpoints of all tenants that have something to be delivered now. */
export async function dueEndpoints(db: Db, now: Date, most: number): Promise<EndpointRef[]> {
  const rows = await db.execute<EndpointRef>(sql`
    select org_id as "orgId", endpoint_id as "endpointId"
      from system_due_webhooks(${now.toISOString()}::timestamptz, ${most})`);
  return [...rows];
}

/** Organizations with events or deliveries that are older than is kept by anyone, or whose poller has fallen silent. */
export async function staleOrganizations(db: Db, keptSince: Date, polledSince: Date): Promise<string[]> {
  const rows = await db.execute<{ orgId: string }>(sql`
    select org_id as "orgId" from system_stale_events(
      ${keptSince.toISOString()}::timestamptz, ${polledSince.toISOString()}::timestamptz)`);
  return rows.map(({ orgId }) => orgId);
}
