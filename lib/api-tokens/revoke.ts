import type { TokenIdInput } from "@/lib/api-tokens/schema";
import { revokeTokenRow } from "@/lib/api-tokens/store";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";

/** From the next request on the token is refused. Throws `not_found`. */
export async function revokeToken(ctx: Ctx, { id }: TokenIdInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const label = await revokeTokenRow(tx, ctx, id);
    if (label === undefined) throw notFound("This API token");
    await writeAudit(tx, ctx, {
      action: "token.revoke",
      targetKind: "token",
      targetId: id,
      targetLabel: label,
    });
  });
}
