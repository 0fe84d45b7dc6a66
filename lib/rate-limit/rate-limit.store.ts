import { and, eq, gt, lt, sql } from "drizzle-orm";
import { throttles } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

export type RateLimitPolicy = {
  /** Tries that cost nothing. */
  free: number;
  /** The wait after the first try beyond them; doubles with every further one. */
  firstWaitMs: number;
  waitMsMax: number;
  /** Quiet time after which everything is forgotten. */
  forgetAfterMs: number;
};

/**
 * Counts a try in one atomic statement, so that guesses sent in parallel are all counted. False when the key has to
 * wait; a try made while waiting neither counts nor prolongs the wait.
 */
export async function countUse(tx: Tx, key: string, policy: RateLimitPolicy, now: Date): Promise<boolean> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const windowEnd = sql`${new Date(now.getTime() + policy.forgetAfterMs).toISOString()}::timestamptz`;
  const rows = await tx.execute(sql`
    insert into throttles as t (key, tries, blocked_until, window_ends_at)
    values (${key}, 1, null, ${windowEnd})
    on conflict (key) do update set
      tries = case when t.window_ends_at <= ${at} then 1 else t.tries + 1 end,
      blocked_until = case
        when t.window_ends_at <= ${at} or t.tries + 1 <= ${policy.free}::int then null
        else ${at} + least(${policy.waitMsMax}::float8,
          ${policy.firstWaitMs}::float8 * power(2, least(t.tries - ${policy.free}::int, 40))) * interval '1 ms'
      end,
      window_ends_at = ${windowEnd}
    where t.blocked_until is null or t.blocked_until <= ${at}
    returning t.tries`);
  return rows.length > 0;
}

export async function readBlockedUntil(tx: Tx, key: string): Promise<Date | null> {
  const [row] = await tx
    .select({ blockedUntil: throttles.blockedUntil })
    .from(throttles)
    .where(eq(throttles.key, key));
  return row?.blockedUntil ?? null;
}

/** Whether `key` was counted within its window. */
export async function isCounted(tx: Tx, key: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ key: throttles.key })
    .from(throttles)
    .where(and(eq(throttles.key, key), gt(throttles.windowEndsAt, now)));
  return rows.length > 0;
}

/** Takes one try back, and the wait with it when what is left is free. */
export async function uncountUse(tx: Tx, key: string, policy: RateLimitPolicy): Promise<void> {
  await tx.execute(sql`
    update throttles set
      tries = greatest(tries - 1, 0),
      blocked_until = case when tries - 1 > ${policy.free}::int then blocked_until end
    where key = ${key}`);
}

export async function deleteKey(tx: Tx, key: string): Promise<void> {
  await tx.delete(throttles).where(eq(throttles.key, key));
}

export async function deleteForgotten(tx: Tx, now: Date): Promise<void> {
  await tx.delete(throttles).where(lt(throttles.windowEndsAt, now));
}
