import type { WorkspaceCtx } from "@/lib/context";
import { findOwnSync, isSandboxRow } from "@/lib/sandbox/sandbox.store";

/** What a page of a sandbox shows of it; null for any other workspace. */
export async function findSandbox(ctx: WorkspaceCtx): Promise<{ canSendNext: boolean } | null> {
  return ctx.db.run(async (tx) => {
    if (!(await isSandboxRow(tx, ctx))) return null;
    return { canSendNext: (await findOwnSync(tx, ctx)) !== undefined };
  });
}
