import { verifyPassword } from "@/lib/auth/password";
import { findPassword, setConfirmed } from "@/lib/auth/store";
import type { AccountCtx, Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";

/**
 * The signed-in person enters their password once more: what is sensitive is open to this browser for ten minutes.
 * Throws `invalid_input` for a wrong password, `throttled` after several.
 */
export async function confirmPassword(ctx: AccountCtx, { password }: { password: string }): Promise<void> {
  await consumeRateLimit(ctx, "confirm", ctx.accountId);
  const account = await ctx.db.run((tx) => findPassword(tx, ctx.email.toLowerCase()));
  const matches = await verifyPassword(account?.hash ?? null, password);
  if (!matches || account?.id !== ctx.accountId) {
    ctx.log.warn("auth.confirm.refused", { accountId: ctx.accountId });
    throw new AppError("invalid_input", "This is not your password.", {
      fieldErrors: { password: "This is not your password. Check it and try again." },
    });
  }
  await resetRateLimit(ctx, "confirm", ctx.accountId);
  await noteConfirmed(ctx);
}

/** The signed-in person has shown in this browser that it is them. */
export async function noteConfirmed(ctx: Pick<AccountCtx, "sessionId" | "db" | "clock">): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId) await ctx.db.run((tx) => setConfirmed(tx, sessionId, ctx.clock()));
}

/** How long a password or second factor counts as shown just now. */
const CONFIRMED_FOR_MS = 10 * 60_000;

/**
 * For what a browser left open must not do: throws `confirm_needed` when its person has shown neither their password
 * nor a second factor within the last ten minutes. The browser then asks for one and tries again.
 */
export function requireConfirmed({ confirmedAt, clock, ...who }: Ctx | AccountCtx): void {
  if ("role" in who && who.role === "system") return;
  if (confirmedAt && clock().getTime() - confirmedAt.getTime() <= CONFIRMED_FOR_MS) return;
  throw new AppError("confirm_needed", "Confirm that it's you to continue.", {
    remedy: "Rollcall asks again because this changes who has access.",
  });
}
