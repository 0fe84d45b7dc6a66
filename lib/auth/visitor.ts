import { headers } from "next/headers";
import { clientIp } from "@/lib/auth/client-ip";
import type { AccountCtx, Clock } from "@/lib/context";
import { db } from "@/lib/db/client";
import { type TenantDb, tenantDb } from "@/lib/db/tenant";
import { env } from "@/lib/env";
import { createLog, type Log } from "@/lib/log";

/** Somebody who has not signed in. What is done with it throttles itself. */
export type VisitorCtx = {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly db: TenantDb;
  readonly clock: Clock;
  readonly log: Log;
};

/** The sender of the current request. */
export async function openVisitor(): Promise<VisitorCtx> {
  const sent = await headers();
  return {
    ip: clientIp(sent, env().TRUSTED_PROXY_HOPS),
    userAgent: sent.get("user-agent")?.slice(0, 300) ?? null,
    db: tenantDb(db(), {}),
    clock: () => new Date(),
    log: createLog("web"),
  };
}

/** What both have, for what works before and after signing in. */
export type PersonCtx = Pick<AccountCtx, "db" | "clock" | "log">;
