import { cache } from "react";
import { enterAccount, enterOrg, enterWorkspace } from "@/lib/auth/enter";
import { findSessionAccount, readSessionId } from "@/lib/auth/session";
import { openVisitor } from "@/lib/auth/visitor";
import type { AccountCtx, Ctx, WorkspaceCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { AppError, isAppError } from "@/lib/errors";

/** The signed-in person of the current request, looked up once a request. Throws `unauthenticated`. */
export const openAccount: () => Promise<AccountCtx> = cache(async () => {
  const sessionId = await readSessionId();
  const account = sessionId && (await findSessionAccount(await openVisitor(), sessionId));
  if (!account) {
    throw new AppError("unauthenticated", "You are not signed in, or your session has ended.", {
      remedy: "Sign in again.",
    });
  }
  return enterAccount(db(), account.id, {
    ...{ sessionId, confirmedAt: account.confirmedAt, reach: account.reach },
  });
});

/** The signed-in person of the current request; null when nobody is. */
export async function findAccount(): Promise<AccountCtx | null> {
  try {
    return await openAccount();
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return null;
    throw error;
  }
}

/** The current person in an organization of theirs. Throws `unauthenticated`, `not_found`. */
export const openOrg: (orgSlug: string) => Promise<Ctx> = cache(async (orgSlug) =>
  enterOrg(db(), await openAccount(), orgSlug),
);

/** The current person in a workspace of an organization of theirs. Throws `unauthenticated`, `not_found`. */
export const openWorkspace: (orgSlug: string, workspaceSlug: string) => Promise<WorkspaceCtx> = cache(
  async (orgSlug, workspaceSlug) => enterWorkspace(await openOrg(orgSlug), workspaceSlug),
);
