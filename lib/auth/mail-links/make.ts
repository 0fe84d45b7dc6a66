import type { MailLinkPurpose } from "@/drizzle/schema/mail-links";
import { LINK_LIFE_MS } from "@/lib/auth/mail-links/life";
import { insertMailLink, type MailLink } from "@/lib/auth/mail-links.store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { PersonCtx } from "@/lib/context";
import { publicUrl } from "@/lib/env";

const PAGES: Readonly<Record<MailLinkPurpose, string>> = {
  sign_up: "/sign-up/confirm",
  reset: "/reset-password",
  verify: "/account/verify",
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
