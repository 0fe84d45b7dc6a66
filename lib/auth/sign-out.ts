import { revokeSessionRow } from "@/lib/auth/store";
import type { PersonCtx } from "@/lib/auth/visitor";

/** Ends one session at once, whatever copies of its cookie exist. */
export async function endSession(ctx: PersonCtx, sessionId: string): Promise<void> {
  await ctx.db.run((tx) => revokeSessionRow(tx, sessionId, ctx.clock()));
}
