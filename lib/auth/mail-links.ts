import type { MailLinkPurpose } from "@/drizzle/schema/mail-links";
import { findMailLink, insertMailLink, type MailLink } from "@/lib/auth/mail-links.store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { PersonCtx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";

const MINUTE_MS = 60_000;

/** How long each mailed link works. */
export const LINK_LIFE_MS: Readonly<Record<MailLinkPurpose, number>> = {
  sign_up: 24 * 60 * MINUTE_MS,
  verify: 24 * 60 * MINUTE_MS,
  reset: 30 * MINUTE_MS,
  link: 30 * MINUTE_MS,
};

const PAGES: Readonly<Record<MailLinkPurpose, string>> = {
  sign_up: "/sign-up/confirm",
  reset: "/reset-password",
  verify: "/account/verify",
  link: "/sign-in/link",
};

type Facts = Omit<MailLink, "tokenHash" | "createdAt" | "expiresAt">;

/** Makes a link for a mail, of which only a hash is kept. Gives its address. */
export async function makeMailLink(ctx: PersonCtx, facts: Facts): Promise<string> {
  const token = newToken();
  const createdAt = ctx.clock();
  const expiresAt = new Date(createdAt.getTime() + LINK_LIFE_MS[facts.purpose]);
  await ctx.db.run((tx) =>
    insertMailLink(tx, { ...facts, tokenHash: hashToken(token), createdAt, expiresAt }),
  );
  return new URL(`${PAGES[facts.purpose]}?token=${token}`, publicUrl()).href;
}

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
  return new AppError("conflict", "This link has already been used or has expired.", {
    remedy: "Request a new one.",
  });
}
