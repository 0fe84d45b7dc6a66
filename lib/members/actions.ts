"use server";

import { accountAction, action, publicAction } from "@/lib/action";
import { confirmSignUpInput, signUpInput } from "@/lib/auth/schema";
import { changeRole } from "@/lib/members/change-role";
import { confirmSignUp } from "@/lib/members/confirm-sign-up";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation, revokeInvitation } from "@/lib/members/invitations/create";
import { joinByMail } from "@/lib/members/invitations/join-by-mail";
import { removeMember } from "@/lib/members/remove";
import {
  acceptInvitationInput,
  changeRoleInput,
  inviteMemberInput,
  joinByMailInput,
  removeMemberInput,
  revokeInvitationInput,
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
