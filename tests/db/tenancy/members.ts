import { changeWorkspaceRole, removeFromWorkspace, setMemberAccess } from "@/lib/members/access/change";
import { resendWorkspaceInvitation, revokeWorkspaceInvitation } from "@/lib/members/access/invitations";
import { inviteToWorkspace } from "@/lib/members/access/invite";
import { listWorkspaceInvitations, listWorkspaceMembers } from "@/lib/members/access/read";
import { changeRole } from "@/lib/members/change-role";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation, revokeInvitation } from "@/lib/members/invitations/create";
import { resendInvitation } from "@/lib/members/invitations/resend";
import { listInvitations, listMembers } from "@/lib/members/read";
import { removeMember } from "@/lib/members/remove";
import type { Cases } from "../../support/tenancy/cases";

const NEW = { email: "someone-new@example.com", role: "viewer" } as const;

export const verbs: Cases["verbs"] = {
  listMembers: { outcome: "own", call: ({ ctx }) => listMembers(ctx) },
  changeRole: {
    outcome: "not_found",
    call: ({ ctx }, { memberId }) => changeRole(ctx, { memberId, role: "viewer" }),
  },
  removeMember: { outcome: "not_found", call: ({ ctx }, { memberId }) => removeMember(ctx, { memberId }) },
  listInvitations: { outcome: "own", call: ({ ctx }) => listInvitations(ctx) },
  createInvitation: {
    outcome: "own",
    call: async ({ ctx }) => (await createInvitation(ctx, NEW)).expiresAt,
  },
  revokeInvitation: {
    outcome: "not_found",
    call: ({ ctx }, { invitationId }) => revokeInvitation(ctx, { invitationId }),
  },
  resendInvitation: {
    outcome: "not_found",
    call: ({ ctx }, { invitationId }) => resendInvitation(ctx, { invitationId }),
  },
  setMemberAccess: {
    outcome: "not_found",
    call: ({ ctx }, { memberId }) => setMemberAccess(ctx, { memberId, workspaces: [] }),
  },
  leaveOrganization: { trusted: "takes no ids: it is about the reader" },
  inviteToWorkspace: {
    outcome: "own",
    call: async ({ ws }) => (await inviteToWorkspace(ws, { ...NEW, email: "new-there@example.com" })).email,
  },
  listWorkspaceMembers: { outcome: "own", call: ({ ws }) => listWorkspaceMembers(ws) },
  listWorkspaceInvitations: { outcome: "own", call: ({ ws }) => listWorkspaceInvitations(ws) },
  changeWorkspaceRole: {
    outcome: "not_found",
    call: ({ ws }, { guest }) =>
      changeWorkspaceRole(ws, { accountId: guest.account.accountId, role: "viewer" }),
  },
  removeFromWorkspace: {
    outcome: "not_found",
    call: ({ ws }, { guest }) => removeFromWorkspace(ws, { accountId: guest.account.accountId }),
  },
  resendWorkspaceInvitation: {
    outcome: "not_found",
    call: ({ ws }, { workspaceInvitationId }) =>
      resendWorkspaceInvitation(ws, { invitationId: workspaceInvitationId }),
  },
  revokeWorkspaceInvitation: {
    outcome: "not_found",
    call: ({ ws }, { workspaceInvitationId }) =>
      revokeWorkspaceInvitation(ws, { invitationId: workspaceInvitationId }),
  },
  newLinks: { trusted: "makes secrets, and touches no data" },
  sendLinks: { trusted: "mails an invitation that its caller has just stored" },
  mailAccess: { trusted: "mails a member to whom its caller has just given a role" },
  requireConfirmedFor: { trusted: "looks at the context alone" },
  giveAccessTo: { trusted: "for a user whose role its caller has just stored" },
  // Whoever holds a link learns whom it is for; without that address it is no use.
  acceptInvitation: {
    outcome: "not_found",
    call: ({ account }) => acceptInvitation(account, { token: "guessed" }),
  },
};

export const actions: Cases["actions"] = {
  inviteMemberAction: {
    scope: "org",
    can: "member:invite",
    outcome: "own",
    input: () => ({ ...NEW, workspaces: [] }),
  },
  revokeInvitationAction: {
    scope: "org",
    can: "member:invite",
    outcome: "not_found",
    input: ({ invitationId }) => ({ invitationId }),
  },
  changeRoleAction: {
    scope: "org",
    can: "member:update",
    outcome: "not_found",
    input: ({ memberId }) => ({ memberId, role: "viewer" }),
  },
  removeMemberAction: {
    scope: "org",
    can: "member:remove",
    outcome: "not_found",
    input: ({ memberId }) => ({ memberId }),
  },
  resendInvitationAction: {
    scope: "org",
    can: "member:invite",
    outcome: "not_found",
    input: ({ invitationId }) => ({ invitationId }),
  },
  setMemberAccessAction: {
    scope: "org",
    can: "member:update",
    outcome: "not_found",
    input: ({ memberId }) => ({ memberId, workspaces: [] }),
  },
  leaveOrganizationAction: {
    scope: "org",
    can: "organization:enter",
    // Of its only owner.
    outcome: "conflict",
    input: () => ({}),
  },
  inviteToWorkspaceAction: {
    scope: "workspace",
    can: "workspace_member:update",
    outcome: "own",
    input: () => NEW,
  },
  resendWorkspaceInvitationAction: {
    scope: "workspace",
    can: "workspace_member:update",
    outcome: "not_found",
    input: ({ workspaceInvitationId }) => ({ invitationId: workspaceInvitationId }),
  },
  revokeWorkspaceInvitationAction: {
    scope: "workspace",
    can: "workspace_member:update",
    outcome: "not_found",
    input: ({ workspaceInvitationId }) => ({ invitationId: workspaceInvitationId }),
  },
  changeWorkspaceRoleAction: {
    scope: "workspace",
    can: "workspace_member:update",
    outcome: "not_found",
    input: ({ guest }) => ({ accountId: guest.account.accountId, role: "viewer" }),
  },
  removeFromWorkspaceAction: {
    scope: "workspace",
    can: "workspace_member:update",
    outcome: "not_found",
    input: ({ guest }) => ({ accountId: guest.account.accountId }),
  },
  acceptInvitationAction: { scope: "account", outcome: "not_found", input: () => ({ token: "guessed" }) },
};
