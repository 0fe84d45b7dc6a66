import { and, desc, eq, sql } from "drizzle-orm";
import { webhookDeliveries } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import type { Answer } from "@/lib/webhooks/post";

type Org = Pick<Ctx, "orgId">;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
type NewDelivery = Omit<typeof webhookDeliveries.$inferInsert, "orgId">;

const ofEndpoint = (ctx: Org, endpointId: string) =>
  and(inOrg(webhookDeliveries, ctx), eq(webhookDeliveries.endpointId, endpointId));

/** The message that is under way to an endpoint; undefined when the last one has arrived. */
export async function selectPending(tx: Tx, ctx: Org, endpointId: string): Promise<DeliveryRow | undefined> {
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        ofEndpoint(ctx, endpointId),
        eq(webhookDeliveries.state, "pending"),
        eq(webhookDeliveries.kind, "events"),
      ),
    );
  return row;
}

export async function insertDelivery(tx: Tx, ctx: Org, row: NewDelivery): Promise<DeliveryRow | undefined> {
  const [made] = await tx
    .insert(webhookDeliveries)
    .values({ ...row, orgId: ctx.orgId })
    .returning();
  return made;
}

export async function selectDelivery(
  tx: Tx,
  ctx: Org,
  { endpointId, id }: { endpointId: string; id: string },
): Promise<DeliveryRow | undefined> {
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(and(ofEndpoint(ctx, endpointId), eq(webhookDeliveries.id, id)));
  return row;
}

/** Notes an attempt with what came of it. */
export async function noteAttempt(
  tx: Tx,
  ctx: Org,
  id: string,
  { status, failure, ms, state, at }: Answer & { state: DeliveryRow["state"]; at: Date },
): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ status, failure, ms, state, attemptedAt: at, attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(and(inOrg(webhookDeliveries, ctx), eq(webhookDeliveries.id, id)));
}

/** Ends what is under way to an endpoint, because it is to begin elsewhere. */
export async function dropPending(tx: Tx, ctx: Org, endpointId: string): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ state: "failed" })
    .where(and(ofEndpoint(ctx, endpointId), eq(webhookDeliveries.state, "pending")));
}

/** The latest messages to an endpoint, newest first. */
export async function selectDeliveries(
  tx: Tx,
  ctx: Org,
  endpointId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<DeliveryRow[]> {
  return tx
    .select()
    .from(webhookDeliveries)
    .where(ofEndpoint(ctx, endpointId))
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(limit)
    .offset(offset);
}

/** Deletes events and messages from before an instant, but none that an endpoint still tries to deliver. */
export async function deleteOld(tx: Tx, { orgId }: Org, before: Date): Promise<number> {
  const at = sql`${before.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ n: number }>(sql`
    with events as (delete from outgoing_events where org_id = ${orgId} and at < ${at} returning 1),
         messages as (
           delete from webhook_deliveries where org_id = ${orgId} and created_at < ${at} and state <> 'pending'
           returning 1)
    select ((select count(*) from events) + (select count(*) from messages))::int as n`);
  return row?.n ?? 0;
}
