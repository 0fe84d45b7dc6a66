import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import { selectRequired, selectWithout, updateRequired } from "@/lib/organizations/second-factor.store";

/** Whether members need a second factor, and how many have none. */
export async function getSecondFactorRule(ctx: Ctx): Promise<{ required: boolean; without: number }> {
  return ctx.db.run(async (tx) => {
    const row = await selectRequired(tx, ctx.orgId);
    if (!row) throw notFound("The organization");
    return { required: row.required, without: (await selectWithout(tx, ctx.orgId)).length };
  });
}

/**
 * Sets whether members need a second factor. Who has none is led to set one up with their next request. Throws
 * `confirm_needed`, `conflict` for someone who would be the first to be kept out.
 */
export async function setSecondFactorRule(ctx: Ctx, { required }: { required: boolean }): Promise<void> {
  requireConfirmed(ctx);
  const { orgId, actor } = ctx;
  await ctx.db.run(async (tx) => {
    const row = await selectRequired(tx, orgId);
    if (!row) throw notFound("The organization");
    if (row.required === required) return;
    const without = await selectWithout(tx, orgId);
    if (required && without.includes(accountOf(actor) ?? "")) throw ownFirst();
    await updateRequired(tx, orgId, required);
    await writeAudit(tx, ctx, {
      action: "organization.require_second_factor",
      targetKind: "organization",
      targetId: orgId,
      targetLabel: row.name,
      detail: { required: { from: row.required, to: required } },
    });
  });
}

function ownFirst(): AppError {
  return new AppError("conflict", "You have no second factor yourself.", {
    remedy: "Set one up under Security in your account, then require it.",
  });
}
