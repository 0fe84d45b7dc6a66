import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { KEPT } from "@/lib/model/retention";
import { retentionIn } from "@/lib/retention/read";
import type { RetentionInput } from "@/lib/retention/schema";
import { saveRetention } from "@/lib/retention/store";

/**
 * Sets how long the organization keeps what ends. What is older goes with the next nightly purge, for good. Throws
 * `confirm_needed` when something is kept for less time than before.
 */
export async function updateRetention(ctx: Ctx, input: RetentionInput): Promise<{ changed: boolean }> {
  return ctx.db.run(async (tx) => {
    const before = await retentionIn(tx, ctx);
    const changed = KEPT.filter((kept) => before[kept] !== input[kept]);
    if (changed.length === 0) return { changed: false };
    if (changed.some((kept) => input[kept] < before[kept])) requireConfirmed(ctx);
    await saveRetention(tx, ctx, input);
    const days = Object.fromEntries(
      changed.map((kept) => [`${kept}Days`, { from: before[kept], to: input[kept] }]),
    );
    await writeAudit(tx, ctx, {
      action: "organization.set_retention",
      targetKind: "organization",
      targetId: ctx.orgId,
      detail: days,
    });
    return { changed: true };
  });
}
