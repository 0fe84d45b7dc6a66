import type { VisitorCtx } from "@/lib/context";
import { env, supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { findInvitation } from "@/lib/members/read";

/** Who may open an account: anyone, people with an invitation for their address, or nobody. */
export type SignUpMode = "open" | "invited" | "closed";

export function signUpMode(): SignUpMode {
  return env().SIGN_UP;
}

/** The token of an invitation in the path that someone is sent to next; null for any other path. */
export function invitationIn(next: string | undefined): string | null {
  return /^\/invite\/([\w-]{43})$/.exec(next ?? "")?.[1] ?? null;
}

/**
 * Throws `forbidden` unless this installation lets the address open an account. Whether it has one already plays no
 * part.
 */
export async function requireSignUpAllowed(
  ctx: VisitorCtx,
  { email, invitation }: { email: string; invitation: string | null },
  mode: SignUpMode = signUpMode(),
): Promise<void> {
  if (mode === "open") return;
  if (mode === "closed") {
    throw new AppError("forbidden", "New accounts can't be created here.", {
      remedy: `Ask ${supportContact()} if you need one.`,
    });
  }
  const found = invitation === null ? null : await findInvitation(ctx, invitation);
  if (found?.state === "open" && found.email === email) return;
  throw new AppError("forbidden", "You need an invitation to create an account here.", {
    remedy: "Open the link of your invitation and sign up from there, with the address it was sent to.",
  });
}
