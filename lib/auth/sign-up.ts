import { networkOf } from "@/lib/auth/client-ip";
import { hashPassword } from "@/lib/auth/password";
import type { SignUp } from "@/lib/auth/schema";
import { insertAccount } from "@/lib/auth/store";
import type { VisitorCtx } from "@/lib/auth/visitor";
import { AppError } from "@/lib/errors";
import { takeTry } from "@/lib/throttle/take-try";

/**
 * Opens an account. Throws `conflict` when the address has one: without mail there is no other way to tell its owner,
 * so this form does say which addresses exist, a few an hour and address.
 */
export async function signUp(ctx: VisitorCtx, { email, name, password }: SignUp): Promise<{ id: string }> {
  await takeTry(ctx, "signUpIp", networkOf(ctx.ip));
  const passwordHash = await hashPassword(password);
  const id = await ctx.db.run((tx) => insertAccount(tx, { email, name, passwordHash }));
  if (!id) {
    throw new AppError("conflict", "There is already an account with this e-mail address.", {
      remedy: "Sign in instead.",
      fieldErrors: { email: "There is already an account with this address. Sign in instead." },
    });
  }
  ctx.log.info("auth.sign_up.done", { accountId: id });
  return { id };
}
