import { noteSignIn, revokeSessionRow } from "@/lib/auth/store";
import type { PersonCtx } from "@/lib/context";

/** Ends one session at once, whatever copies of its cookie exist. */
export async function endSession(ctx: PersonCtx, sessionId: string): Promise<void> {
  await ctx.db.run(async (tx) => {
    const accountId = await revokeSessionRow(tx, sessionId, ctx.clock());
    if (accountId) await noteSignIn(tx, accountId, { action: "session.end", detail: {} });
  });
}
