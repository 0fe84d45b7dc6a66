import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { apiRequests } from "@/drizzle/schema";
import type { StoredAnswer } from "@/drizzle/schema/api-requests";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";

export type RequestRow = typeof apiRequests.$inferSelect;
export type RequestKey = { tokenId: string; key: string };

const one = (ctx: Ctx, { tokenId, key }: RequestKey) =>
  and(inOrg(apiRequests, ctx), eq(apiRequests.tokenId, tokenId), eq(apiRequests.key, key));

type NewRequest = RequestKey & {
  fingerprint: string;
  subjectId: string;
  createdAt: Date;
  leaseUntil: Date;
};

/** Takes a key that is new, or was used before `before`. Null when it counts already. */
export async function insertRequest(
  tx: Tx,
  ctx: Ctx,
  row: NewRequest,
  before: Date,
): Promise<RequestRow | null> {
  const anew = { ...row, orgId: ctx.orgId, bodyHash: null, status: null, answer: null };
  const rows = await tx
    .insert(apiRequests)
    .values(anew)
    .onConflictDoUpdate({
      target: [apiRequests.tokenId, apiRequests.key],
      set: anew,
      setWhere: lt(apiRequests.createdAt, before),
    })
    .returning();
  return rows[0] ?? null;
}

export async function selectRequest(tx: Tx, ctx: Ctx, key: RequestKey): Promise<RequestRow | null> {
  const [row] = await tx.select().from(apiRequests).where(one(ctx, key));
  return row ?? null;
}

/** Takes over a request that nobody works on any more; of several callers one gets it. */
export async function takeOver(
  tx: Tx,
  ctx: Ctx,
  key: RequestKey,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<RequestRow | null> {
  const rows = await tx
    .update(apiRequests)
    .set({ leaseUntil })
    .where(and(one(ctx, key), isNull(apiRequests.status), lt(apiRequests.leaseUntil, now)))
    .returning();
  return rows[0] ?? null;
}

export async function extendLease(tx: Tx, ctx: Ctx, key: RequestKey, leaseUntil: Date): Promise<void> {
  await tx
    .update(apiRequests)
    .set({ leaseUntil })
    .where(and(one(ctx, key), isNull(apiRequests.status)));
}

export async function keepAnswer(
  tx: Tx,
  ctx: Ctx,
  key: RequestKey,
  row: { status: number; answer: StoredAnswer; bodyHash: string | null },
): Promise<void> {
  await tx
    .update(apiRequests)
    .set({ ...row, leaseUntil: null })
    .where(one(ctx, key));
}

export async function deleteRequest(tx: Tx, ctx: Ctx, key: RequestKey): Promise<void> {
  await tx.delete(apiRequests).where(one(ctx, key));
}

/** Deletes requests of all organizations whose keys count no more; gives how many. */
export async function purgeRequests(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(
    sql`select system_purge_api_requests(${before.toISOString()}::timestamptz) as gone`,
  );
  return row?.gone ?? 0;
}
