import { headers } from "next/headers";
import { clientIp } from "@/lib/auth/client-ip";
import type { VisitorCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { env } from "@/lib/env";
import { createLog } from "@/lib/log";
import { pickLanguage } from "@/lib/values/language";

/** The sender of the current request. */
export async function openVisitor(): Promise<VisitorCtx> {
  const sent = await headers();
  return {
    ip: clientIp(sent, env().TRUSTED_PROXY_HOPS),
    language: pickLanguage(sent.get("accept-language")),
    userAgent: sent.get("user-agent")?.slice(0, 300) ?? null,
    db: tenantDb(db(), {}),
    clock: () => new Date(),
    log: createLog("web"),
  };
}
