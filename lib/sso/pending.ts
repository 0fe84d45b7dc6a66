import type { Later } from "@/lib/auth/portal/request-link";
import { dropSealed, type PendingIdentity, readSealed } from "@/lib/auth/sso/sealed-cookies";
import type { AccountCtx, VisitorCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { linkByMail, linkToAccount, requestLinkMail } from "@/lib/sso/link";

/** The identity that this browser has proved and no account is linked with; null for none. */
export async function findPendingIdentity(): Promise<PendingIdentity | null> {
  return readSealed("identity");
}

/** Links it to the account that is signed in. Throws as `linkToAccount`, and `conflict` when there is none. */
export async function linkHere(ctx: AccountCtx): Promise<{ next: string }> {
  const pending = await required();
  await linkToAccount(ctx, pending);
  await dropSealed("identity");
  return { next: pending.next };
}

/** Mails the link that proves the account. Throws as `requestLinkMail`. */
export async function askForLinkMail(ctx: VisitorCtx, _: unknown, later: Later): Promise<void> {
  await requestLinkMail(ctx, await required(), later);
}

/** Links it by the mailed link; the provider then signs the person in. Throws as `linkByMail`. */
export async function linkHereByMail(
  ctx: VisitorCtx,
  { token }: { token: string },
): Promise<{ providerId: string; next: string }> {
  const pending = await required();
  await linkByMail(ctx, { token, pending });
  await dropSealed("identity");
  return { providerId: pending.providerId, next: pending.next };
}

async function required(): Promise<PendingIdentity> {
  const pending = await findPendingIdentity();
  if (pending) return pending;
  throw new AppError("conflict", "Sign in with the provider again, in this browser.", {
    remedy: "For your safety a sign-in has to be linked within half an hour, in the same browser.",
  });
}
