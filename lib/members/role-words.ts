import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { MailTexts } from "@/lib/messages/texts";

const IN_WORKSPACE = {
  admin: "roles.workspaceAdmin",
  author: "roles.author",
  viewer: "roles.workspaceViewer",
} as const satisfies Record<WorkspaceRole, string>;

/** "workspace admin", as mails say it. */
export function workspaceRoleIn(t: MailTexts, role: WorkspaceRole): string {
  return t(IN_WORKSPACE[role]);
}

type Invited = { role: MemberRole; workspaces: readonly { role: WorkspaceRole; name: string }[] };

/** As `describeInvited` says it in English, in the language of a mail: "viewer, author (Helsinki)". */
export function invitedRole(t: MailTexts, { role, workspaces }: Invited): string {
  const there = workspaces.map((one) =>
    t("roles.of", { role: workspaceRoleIn(t, one.role), workspace: one.name }),
  );
  if (role === "guest" && there.length > 0) return there.join(", ");
  return [t(`roles.${role}`), ...there].join(", ");
}
