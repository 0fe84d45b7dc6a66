import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { removeMember } from "@/lib/members/remove";
import { selectMemberId } from "@/lib/members/store";
import { accountOf } from "@/lib/model/actor";

/** Ends the reader's own membership, whatever their role. Throws `conflict` for the last owner. */
export async function leaveOrganization(ctx: Ctx): Promise<void> {
  const accountId = accountOf(ctx.actor);
  const memberId = accountId && (await ctx.db.run((tx) => selectMemberId(tx, ctx.orgId, accountId)));
  if (!memberId) throw notFound("The member");
  await removeMember(ctx, { memberId });
}
