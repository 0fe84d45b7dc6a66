import { requireConfirmed } from "@/lib/auth/confirm";
import { languageOf } from "@/lib/auth/language";
import { linkGone } from "@/lib/auth/mail-links";
import { closeMailLinks } from "@/lib/auth/mail-links.store";
import type { Later } from "@/lib/auth/portal/request-link";
import {
  deleteEmailChange,
  hasAccount,
  noteProved,
  putEmailChange,
  updateEmail,
} from "@/lib/auth/profile/profile.store";
import { selectEmailChange } from "@/lib/auth/second-factor/factors.store";
import { noteSignIn } from "@/lib/auth/store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { AccountCtx } from "@/lib/context";
import { violated } from "@/lib/db/database-error";
import { publicUrl, supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { checkMail, sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import {
  approveEmailMail,
  emailChangedMail,
  emailTakenMail,
  proveEmailMail,
} from "@/lib/mail/templates/security";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

const LIFE_MS = 24 * 3_600_000;

type EmailChange = { email: string; fromProved: boolean; toProved: boolean };

/** The change of address that waits for its links; null for none. */
export async function findEmailChange(ctx: AccountCtx): Promise<EmailChange | null> {
  const row = await ctx.db.run((tx) => selectEmailChange(tx, ctx.accountId, ctx.clock()));
  return (
    row && { email: row.email, fromProved: row.fromProvedAt !== null, toProved: row.toProvedAt !== null }
  );
}

/**
 * Mails a link to the present address and one to the address to be: it changes once both were opened. The answer is the
 * same whether that address has an account. An address that nobody ever proved can't approve anything, and is not asked.
 * Throws `confirm_needed`, `throttled`, `conflict` (without a mail server, or no change), `mail_failed`.
 */
export async function requestEmailChange(
  ctx: AccountCtx,
  { email }: { email: string },
  later: Later = () => {},
): Promise<void> {
  requireConfirmed(ctx);
  if (!smtpSettings()) {
    throw new AppError("conflict", "This Rollcall has no mail server, so it can't verify addresses.", {
      remedy: `Ask ${supportContact()} to connect a mail server.`,
    });
  }
  if (email === ctx.email.toLowerCase()) throw new AppError("conflict", "This is your address already.");
  const { accountId, name } = ctx;
  await consumeRateLimit(ctx, "accountMail", accountId);
  await consumeRateLimit(ctx, "accountMail", email);
  await checkMail(ctx);
  const [fromToken, toToken] = [newToken(), newToken()];
  const now = ctx.clock();
  await ctx.db.run((tx) =>
    putEmailChange(tx, {
      ...{ accountId, email, createdAt: now, expiresAt: new Date(now.getTime() + LIFE_MS) },
      ...{ fromTokenHash: hashToken(fromToken), toTokenHash: hashToken(toToken) },
      fromProvedAt: ctx.emailVerifiedAt ? null : now,
    }),
  );
  later(async () => {
    const to = { name, address: ctx.email };
    const locale = await languageOf(ctx, accountId);
    if (ctx.emailVerifiedAt)
      await sendAccountMail(ctx, {
        to,
        ...approveEmailMail(locale, { name, email, link: linkOf(fromToken) }),
      });
    const isTaken = await ctx.db.run((tx) => hasAccount(tx, email));
    const letter = isTaken
      ? emailTakenMail(locale, { link: new URL("/sign-in", publicUrl()).href })
      : proveEmailMail(locale, { link: linkOf(toToken) });
    await sendAccountMail(ctx, { to: { name: "", address: email }, ...letter });
  });
  ctx.log.info("auth.email_change.requested", { accountId });
}

function linkOf(token: string): string {
  return new URL(`/account/email?token=${token}`, publicUrl()).href;
}

/**
 * Uses one of the two links, in a browser of the account: nobody else's click gives an address away. `changed` with the second
 * one. Throws `conflict` for a link that is used, over, or of an earlier request, and when the address is taken by now.
 */
export async function proveEmailChange(
  ctx: AccountCtx,
  { token }: { token: string },
  later: Later = () => {},
): Promise<{ changed: boolean; email: string }> {
  const { accountId, name } = ctx;
  const hash = hashToken(token);
  const now = ctx.clock();
  const done = await ctx.db
    .run(async (tx) => {
      const change = await selectEmailChange(tx, accountId, now);
      const side = change?.fromTokenHash === hash ? "from" : change?.toTokenHash === hash ? "to" : null;
      if (!change || !side || (side === "from" ? change.fromProvedAt : change.toProvedAt)) throw linkGone();
      const { email } = change;
      if (!(side === "from" ? change.toProvedAt : change.fromProvedAt)) {
        await noteProved(tx, accountId, { side, now });
        return { changed: false, email };
      }
      await updateEmail(tx, accountId, email, now);
      await deleteEmailChange(tx, accountId);
      await closeMailLinks(tx, ctx.email, now);
      const detail = { email: { from: ctx.email, to: email } };
      await noteSignIn(tx, accountId, { action: "account.change_email", detail });
      return { changed: true, email };
    })
    .catch((error: unknown) => {
      throw violated(error) ? taken() : error;
    });
  if (done.changed) {
    const link = publicUrl();
    later(async () => {
      const mail = emailChangedMail(await languageOf(ctx, accountId), { name, link, email: done.email });
      await sendAccountMail(ctx, { to: { name, address: ctx.email }, ...mail });
    });
    ctx.log.info("auth.email_change.done", { accountId });
  }
  return done;
}

/** Makes the links of a change useless. */
export async function cancelEmailChange(ctx: AccountCtx): Promise<void> {
  await ctx.db.run((tx) => deleteEmailChange(tx, ctx.accountId));
}

function taken(): AppError {
  return new AppError("conflict", "This address has an account already.", {
    remedy: "Sign in to that account and delete it, then change your address again.",
  });
}
