import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { brandCtx, type Ctx, type PersonCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { publicUrl, required } from "@/lib/env";

type Subscriber = { orgId: string; accountId: string };

/**
 * Where a member ends the alert mails of one organization: a page for people, an address for mail programs. A mail is found
 * again after years, and then is to work: the links do not expire.
 */
export function unsubscribeLinks(subscriber: Subscriber): { page: string; oneClick: string } {
  const { orgId, accountId } = subscriber;
  const query = new URLSearchParams({ token: [orgId, accountId, signatureOf(subscriber)].join(".") });
  return {
    page: new URL(`/account/unsubscribe?${query}`, publicUrl()).href,
    oneClick: new URL(`/api/unsubscribe?${query}`, publicUrl()).href,
  };
}

/**
 * The context of whoever holds an unsubscribe link: it may do nothing but what the link is for, since it has no permission.
 * Null for a link that we did not make.
 */
export function openUnsubscribe({ clock, log }: Pick<PersonCtx, "clock" | "log">, token: string): Ctx | null {
  const subscriber = read(token);
  if (!subscriber) return null;
  const { orgId, accountId } = subscriber;
  const actor = { kind: "member", accountId, label: "Unsubscribe link" } as const;
  const tenant = tenantDb(db(), { orgId, actor });
  return brandCtx({ orgId, actor, role: "viewer", permissions: new Set(), db: tenant, clock, log });
}

const parts = z.tuple([z.uuid(), z.uuid(), z.string().length(43)]);

function read(token: string): Subscriber | null {
  const { success, data } = parts.safeParse(token.split("."));
  if (!success) return null;
  const [orgId, accountId, signature] = data;
  const [given, expected] = [signature, signatureOf({ orgId, accountId })].map((text) => Buffer.from(text));
  const isOurs = given && expected && given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs ? { orgId, accountId } : null;
}

/** With a purpose, so that nothing else that the secret signs passes for a link. */
function signatureOf({ orgId, accountId }: Subscriber): string {
  const secret = required("ROLLCALL_SESSION_SECRET");
  return createHmac("sha256", secret).update(`unsubscribe|${orgId}|${accountId}`).digest("base64url");
}
