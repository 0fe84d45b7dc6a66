import type { MemberRole } from "@/drizzle/schema/members";

/** A member as the table shows it. */
export type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  joinedAt: string;
  /** Whether this member is the reader. */
  self: boolean;
};
