"use server";

import { accountAction, action, publicAction, workspaceAction } from "@/lib/action";
import { confirmSignUpInput, signUpInput } from "@/lib/auth/schema";
import { changeWorkspaceRole, removeFromWorkspace, setMemberAccess } from "@/lib/members/access/change";
import { resendWorkspaceInvitation, revokeWorkspaceInvitation } from "@/lib/members/access/invitations";
import { inviteToWorkspace } from "@/lib/members/access/invite";
import { changeRole } from "@/lib/members/change-role";
import { confirmSignUp } from "@/lib/members/confirm-sign-up";
import { deleteAccount } from "@/lib/members/delete-account";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation, revokeInvitation } from "@/lib/members/invitations/create";
import { joinByMail } from "@/lib/members/invitations/join-by-mail";
import { resendInvitation } from "@/lib/members/invitations/resend";
import { leaveOrganization } from "@/lib/members/leave";
import { removeMember } from "@/lib/members/remove";
import {
  acceptInvitationInput,
  changeRoleInput,
  changeWorkspaceRoleInput,
  deleteAccountInput,
  inviteMemberInput,
  inviteToWorkspaceInput,
  joinByMailInput,
  nothingInput,
  removeFromWorkspaceInput,
  removeMemberInput,
  revokeInvitationInput,
  setMemberAccessInput,
} from "@/lib/members/schema";
import { startSignUp } from "@/lib/members/sign-up";

export const signUpAction = publicAction("signUpAction", { input: signUpInput }, startSignUp);

export const confirmSignUpAction = publicAction(
  "confirmSignUpAction",
  { input: confirmSignUpInput },
  confirmSignUp,
);

export const joinByMailAction = publicAction("joinByMailAction", { input: joinByMailInput }, joinByMail);

export const acceptInvitationAction = accountAction(
  "acceptInvitationAction",
  { input: acceptInvitationInput },
  acceptInvitation,
);

export const inviteMemberAction = action(
  "inviteMemberAction",
  { can: "member:invite", input: inviteMemberInput, refreshes: true },
  async (ctx, input, later) => {
    const { link, mailed } = await createInvitation(ctx, input, later);
    return { link, mailed, email: input.email };
  },
);

export const resendInvitationAction = action(
  "resendInvitationAction",
  { can: "member:invite", input: revokeInvitationInput, refreshes: true },
  async (ctx, input, later) => {
    const { link, mailed, email } = await resendInvitation(ctx, input, later);
    return { link, mailed, email };
  },
);

export const leaveOrganizationAction = action(
  "leaveOrganizationAction",
  { can: "organization:enter", input: nothingInput },
  leaveOrganization,
);

export const setMemberAccessAction = action(
  "setMemberAccessAction",
  { can: "member:update", input: setMemberAccessInput, refreshes: true },
  setMemberAccess,
);

export const inviteToWorkspaceAction = workspaceAction(
  "inviteToWorkspaceAction",
  { can: "workspace_member:update", input: inviteToWorkspaceInput, refreshes: true },
  async (ctx, input, later) => {
    const { email, invitation } = await inviteToWorkspace(ctx, input, later);
    return { email, invitation: invitation && { link: invitation.link, mailed: invitation.mailed } };
  },
);

export const resendWorkspaceInvitationAction = workspaceAction(
  "resendWorkspaceInvitationAction",
  { can: "workspace_member:update", input: revokeInvitationInput, refreshes: true },
  async (ctx, input, later) => {
    const { link, mailed, email } = await resendWorkspaceInvitation(ctx, input, later);
    return { link, mailed, email };
  },
);

export const revokeWorkspaceInvitationAction = workspaceAction(
  "revokeWorkspaceInvitationAction",
  { can: "workspace_member:update", input: revokeInvitationInput, refreshes: true },
  revokeWorkspaceInvitation,
);

export const changeWorkspaceRoleAction = workspaceAction(
  "changeWorkspaceRoleAction",
  { can: "workspace_member:update", input: changeWorkspaceRoleInput, refreshes: true },
  changeWorkspaceRole,
);

export const removeFromWorkspaceAction = workspaceAction(
  "removeFromWorkspaceAction",
  { can: "workspace_member:update", input: removeFromWorkspaceInput, refreshes: true },
  removeFromWorkspace,
);

export const revokeInvitationAction = action(
  "revokeInvitationAction",
  { can: "member:invite", input: revokeInvitationInput, refreshes: true },
  revokeInvitation,
);

export const changeRoleAction = action(
  "changeRoleAction",
  { can: "member:update", input: changeRoleInput, refreshes: true },
  changeRole,
);

export const removeMemberAction = action(
  "removeMemberAction",
  { can: "member:remove", input: removeMemberInput, refreshes: true },
  removeMember,
);

export const deleteAccountAction = accountAction(
  "deleteAccountAction",
  { input: deleteAccountInput },
  deleteAccount,
);
