import type { MemberRole } from "@/drizzle/schema/members";
import type { Ctx } from "@/lib/context";
import { selectMembers } from "@/lib/members/store";

type MemberView = {
  id: string;
  accountId: string;
  name: string;
  email: string;
  role: MemberRole;
  createdAt: Date;
};

/** Who may sign in to the organization, by name. */
export async function listMembers(ctx: Ctx): Promise<MemberView[]> {
  return ctx.db.run((tx) => selectMembers(tx, ctx.orgId));
}
