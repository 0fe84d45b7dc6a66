import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";

/** A member as the table shows it. */
export type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  workspaces: readonly { workspaceId: string; name: string; role: WorkspaceRole }[];
  joinedAt: string;
  /** Whether this member is the reader. */
  self: boolean;
};

/** Someone with a role in a workspace, as its table shows them. */
export type WorkspaceMemberRow = {
  accountId: string;
  name: string;
  email: string;
  role: WorkspaceRole;
  joinedAt: string;
  /** Whether this is the reader. */
  self: boolean;
};
