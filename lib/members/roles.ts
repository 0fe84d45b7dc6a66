import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";

export const ROLES = ["owner", "admin", "viewer", "guest"] as const satisfies readonly MemberRole[];
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

type Invited = { role: MemberRole; workspaces: readonly { role: WorkspaceRole; name: string }[] };

/** What someone is invited as: "admin", "workspace admin of Helsinki", "viewer, and author of Helsinki". */
export function describeInvited({ role, workspaces }: Invited): string {
  const there = workspaces.map(
    (one) => `${WORKSPACE_ROLE_LABELS[one.role].label.toLowerCase()} of ${one.name}`,
  );
  if (role === "guest") return there.join(" and ") || ROLE_LABELS.guest.label.toLowerCase();
  return [ROLE_LABELS[role].label.toLowerCase(), ...there].join(", and ");
}

/** Whether any of it may change things: giving it asks for the password. */
export function changesSomething(role: MemberRole, workspaces: readonly { role: WorkspaceRole }[]): boolean {
  return role === "owner" || role === "admin" || workspaces.some((one) => one.role !== "viewer");
}
