import { closeMailLinks, replacePassword } from "@/lib/auth/mail-links.store";
import { hashPassword, requireGoodPassword, verifyPassword } from "@/lib/auth/password";
import type { Later } from "@/lib/auth/portal/request-link";
import { mailPasswordChanged } from "@/lib/auth/reset-password";
import type { ChangePassword } from "@/lib/auth/schema";
import { closeSteps } from "@/lib/auth/sign-in-steps.store";
import { findPassword, noteSignIn } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * Gives the signed-in person another password and ends their other sessions; links mailed before stop working. Throws
 * `invalid_input` for a wrong current or an unusable new password, `throttled` after several wrong ones.
 */
export async function changePassword(
  ctx: AccountCtx,
  { current, password }: ChangePassword,
  later: Later = () => {},
): Promise<{ ended: number }> {
  const { accountId, email, name, sessionId } = ctx;
  await consumeRateLimit(ctx, "confirm", accountId);
  const account = await ctx.db.run((tx) => findPassword(tx, email));
  const matches = await verifyPassword(account?.hash ?? null, current);
  if (!matches || account?.id !== accountId) {
    ctx.log.warn("auth.change_password.refused", { accountId });
    throw new AppError("invalid_input", "This is not your current password.", {
      fieldErrors: { current: "This is not your current password. Check it and try again." },
    });
  }
  await resetRateLimit(ctx, "confirm", accountId);
  await requireGoodPassword(password, { email, name });
  const passwordHash = await hashPassword(password);
  const now = ctx.clock();
  const ended = await ctx.db.run(async (tx) => {
    const count = await replacePassword(tx, accountId, { passwordHash, now, keep: sessionId ?? "" });
    await closeMailLinks(tx, email, now);
    await closeSteps(tx, accountId);
    await noteSignIn(tx, accountId, { action: "account.change_password", detail: { ended: count } });
    return count;
  });
  later(() => mailPasswordChanged(ctx, { accountId, email, name }));
  ctx.log.info("auth.change_password.done", { accountId, ended });
  return { ended };
}
