import type { MemberRole } from "@/drizzle/schema/members";
import type { ActionResult, OrgScope } from "@/lib/action";

export type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  joinedAt: string;
  /** Whether this member is the reader. */
  self: boolean;
};

export type ChangeRole = (
  scope: OrgScope,
  input: { memberId: string; role: MemberRole },
) => Promise<ActionResult<void>>;
