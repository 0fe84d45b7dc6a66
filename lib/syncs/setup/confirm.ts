import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { CONFIRMED_STEPS, type ConfirmedStep } from "@/lib/model/setup";
import { lockSync, setSync } from "@/lib/syncs/store";

/**
 * Notes that a person is through with a step of the set-up. Does nothing once the set-up is over. Throws `not_found`.
 */
export async function confirmSetupStep(
  ctx: WorkspaceCtx,
  { syncId, step }: { syncId: string; step: ConfirmedStep },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) throw notFound("This sync");
    if (!row.setup || row.setup.confirmed.includes(step)) return;
    const { confirmed } = row.setup;
    const all = CONFIRMED_STEPS.filter((one) => one === step || confirmed.includes(one));
    await setSync(tx, ctx, syncId, { setup: { confirmed: all } });
  });
}
