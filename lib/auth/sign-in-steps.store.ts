import { sql } from "drizzle-orm";
import type { SignInStepPurpose } from "@/drizzle/schema/sign-in-steps";
import type { Tx } from "@/lib/db/client";

type Step = { accountId: string | null; challenge: string | null };
type Key = { keyHash: string; purpose: SignInStepPurpose; now: Date };

/** Keeps half of a sign-in, in the place of an earlier one with the same key. */
export async function putStep(
  tx: Tx,
  { keyHash, purpose, now, expiresAt, accountId, challenge }: Key & Partial<Step> & { expiresAt: Date },
): Promise<void> {
  await tx.execute(sql`
    select system_put_sign_in_step(${keyHash}::text, ${purpose}::text, ${accountId ?? null}::uuid,
      ${challenge ?? null}::text, ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz)`);
}

/** Null for one that is unknown, over or used. */
export async function findStep(tx: Tx, { keyHash, purpose, now }: Key): Promise<Step | null> {
  const [row] = await tx.execute<Step>(sql`
    select account_id as "accountId", challenge
    from system_find_sign_in_step(${keyHash}::text, ${purpose}::text, ${now.toISOString()}::timestamptz)`);
  return row ?? null;
}

/** The same, and uses it up: of any number of concurrent callers exactly one gets it. */
export async function takeStep(tx: Tx, { keyHash, purpose, now }: Key): Promise<Step | null> {
  const [row] = await tx.execute<Step>(sql`
    select account_id as "accountId", challenge
    from system_take_sign_in_step(${keyHash}::text, ${purpose}::text, ${now.toISOString()}::timestamptz)`);
  return row ?? null;
}

/** Makes every half of a sign-in of an account useless. */
export async function closeSteps(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(sql`select system_close_sign_in_steps(${accountId}::uuid)`);
}

/** Deletes halves of sign-ins, and changes of addresses, that expired before `before`; gives how many. */
export async function deleteSteps(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(
    sql`select system_purge_sign_in_steps(${before.toISOString()}::timestamptz) as gone`,
  );
  return row?.gone ?? 0;
}
