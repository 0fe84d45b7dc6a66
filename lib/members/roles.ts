import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";

/** Those that a person can be given in the organization as a whole. */
export const ROLES = ["owner", "admin", "viewer"] as const satisfies readonly MemberRole[];
export const WORKSPACE_ROLES = ["admin", "author", "viewer"] as const satisfies readonly WorkspaceRole[];

type Label = { label: string; description: string };

/** What each role is, in the words people choose it by. */
export const ROLE_LABELS: Readonly<Record<MemberRole, Label>> = {
  owner: { label: "Owner", description: "Full access, including members and roles." },
  admin: {
    label: "Admin",
    description: "Can set up Remote Sources, workspaces and syncs, and approve changes.",
  },
  viewer: { label: "Viewer", description: "Can view everything and change nothing." },
  guest: { label: "Guest", description: "Can open selected workspaces only." },
};

export const WORKSPACE_ROLE_LABELS: Readonly<Record<WorkspaceRole, Label>> = {
  admin: {
    label: "Workspace admin",
    description:
      "Can manage users, lists, teams, pages and sync results, and invite people to this workspace.",
  },
  author: { label: "Author", description: "Can write pages and see the lists they are for." },
  viewer: { label: "Workspace viewer", description: "Can view this workspace and change nothing." },
};
