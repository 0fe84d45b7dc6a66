import type { MemberRole } from "@/drizzle/schema/members";
import type { Ctx } from "@/lib/context";
import { selectOpen } from "@/lib/members/invitations.store";

type InvitationView = {
  id: string;
  email: string;
  role: MemberRole;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Invitations that can still be used, newest first. */
export async function listInvitations(ctx: Ctx): Promise<InvitationView[]> {
  return ctx.db.run((tx) => selectOpen(tx, ctx.orgId, ctx.clock()));
}
