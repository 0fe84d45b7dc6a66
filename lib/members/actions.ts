"use server";

import { accountAction, action, publicAction } from "@/lib/action";
import { confirmSignUpSchema, signUpSchema } from "@/lib/auth/schema";
import { changeRole } from "@/lib/members/change-role";
import { confirmSignUp } from "@/lib/members/confirm-sign-up";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation } from "@/lib/members/invitations/create";
import { joinByMail } from "@/lib/members/invitations/join-by-mail";
import { revokeInvitation } from "@/lib/members/invitations/revoke";
import { removeMember } from "@/lib/members/remove";
import {
  acceptInvitationSchema,
  changeRoleSchema,
  inviteMemberSchema,
  joinByMailSchema,
  removeMemberSchema,
  revokeInvitationSchema,
} from "@/lib/members/schema";
import { startSignUp } from "@/lib/members/sign-up";

export const signUpAction = publicAction("signUpAction", { input: signUpSchema }, startSignUp);

export const confirmSignUpAction = publicAction(
  "confirmSignUpAction",
  { input: confirmSignUpSchema },
  confirmSignUp,
);

export const joinByMailAction = publicAction("joinByMailAction", { input: joinByMailSchema }, joinByMail);

export const acceptInvitationAction = accountAction(
  "acceptInvitationAction",
  { input: acceptInvitationSchema },
  acceptInvitation,
);

export const inviteMemberAction = action(
  "inviteMemberAction",
  { can: "member:invite", input: inviteMemberSchema, refreshes: true },
  async (ctx, input, later) => {
    const { link, mailed } = await createInvitation(ctx, input, later);
    return { link, mailed, email: input.email };
  },
);

export const revokeInvitationAction = action(
  "revokeInvitationAction",
  { can: "member:invite", input: revokeInvitationSchema, refreshes: true },
  revokeInvitation,
);

export const changeRoleAction = action(
  "changeRoleAction",
  { can: "member:update", input: changeRoleSchema, refreshes: true },
  changeRole,
);

export const removeMemberAction = action(
  "removeMemberAction",
  { can: "member:remove", input: removeMemberSchema, refreshes: true },
  removeMember,
);
