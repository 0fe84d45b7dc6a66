import type { MailLinkPurpose } from "@/drizzle/schema/mail-links";
import { findMailLink } from "@/lib/auth/mail-links.store";
import { hashToken } from "@/lib/auth/token";
import type { PersonCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";

export type LinkState =
  | { state: "open"; email: string; name: string | null }
  | { state: "used" | "expired" | "unknown" };

/** What a mailed link is worth, without using it up: mail scanners open links, too. */
export async function findLinkState(
  ctx: PersonCtx,
  { token, purpose }: { token: string; purpose: MailLinkPurpose },
): Promise<LinkState> {
  const link = await ctx.db.run((tx) => findMailLink(tx, hashToken(token), purpose));
  if (!link) return { state: "unknown" };
  if (link.usedAt) return { state: "used" };
  if (link.expiresAt <= ctx.clock()) return { state: "expired" };
  return { state: "open", email: link.email, name: link.name };
}

/** For a link that was used, has expired, or never was one. */
export function linkGone(): AppError {
  return new AppError("conflict", "This link was already used or has expired.", {
    remedy: "Ask for a new one.",
  });
}
