import { randomUUID } from "node:crypto";
import { accounts } from "@/drizzle/schema/accounts";
import { enterAccount } from "@/lib/auth/enter";
import type { AccountCtx, Clock } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import { testDb } from "./db";
import { UNKNOWN_PASSWORD } from "./tenant";

/** A person who belongs to no organization yet. Has no password: sign them in with `signedIn`. */
export async function mintAccount(values: { email?: string; clock?: Clock } = {}): Promise<AccountCtx> {
  const id = randomUUID();
  const email = values.email ?? `person-${id}@example.com`;
  await tenantDb(testDb().db, { accountId: id }).run((tx) =>
    tx.insert(accounts).values({ id, email, name: "Robin", passwordHash: UNKNOWN_PASSWORD }),
  );
  return accountCtx(id, values.clock);
}

/** The account's context outside a browser. */
export function accountCtx(accountId: string, clock?: Clock): Promise<AccountCtx> {
  return enterAccount(testDb().db, accountId, { clock, log: createLog("test") });
}
