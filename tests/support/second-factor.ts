import { generateSync } from "otplib/functional";
import { confirmAuthenticator, startAuthenticator } from "@/lib/auth/second-factor/authenticator";
import type { AccountCtx } from "@/lib/context";

/** A clock that stands still until it is moved. */
export function stoppedClock(start = "2026-05-03T12:00:00Z") {
  let at = new Date(start).getTime();
  const pass = (ms: number) => {
    at += ms;
  };
  return { now: () => new Date(at), pass };
}

/** The code that the app shows at a time. */
export function codeAt(secret: string, at: Date): string {
  return generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
}

/** Sets up an app; its first code is the one of half a minute ago, so that the present one is still good. */
export async function setUpApp(account: AccountCtx): Promise<{ secret: string; codes: string[] }> {
  const confirmed = { ...account, confirmedAt: account.clock() };
  const { secret } = await startAuthenticator(confirmed);
  const code = codeAt(secret, new Date(account.clock().getTime() - 30_000));
  const { recoveryCodes } = await confirmAuthenticator(confirmed, { code });
  return { secret, codes: recoveryCodes ?? [] };
}
