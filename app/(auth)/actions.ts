"use server";

import { after } from "next/server";
import { accountAction, publicAction } from "@/lib/action";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import {
  confirmSignUpSchema,
  forgotPasswordSchema,
  resetPasswordSchema,
  signUpSchema,
} from "@/lib/auth/schema";
import { openVisitor } from "@/lib/auth/visitor";
import { confirmSignUp } from "@/lib/members/confirm-sign-up";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { joinByMail } from "@/lib/members/invitations/join-by-mail";
import { acceptInvitationSchema, joinByMailSchema } from "@/lib/members/schema";
import { startSignUp } from "@/lib/members/sign-up";
import { createOrganization } from "@/lib/organizations/create";
import { newOrganizationSchema } from "@/lib/organizations/schema";

export const signUpAction = publicAction({ input: signUpSchema }, async (input) =>
  startSignUp(await openVisitor(), input, after),
);

export const confirmSignUpAction = publicAction({ input: confirmSignUpSchema }, async (input) =>
  confirmSignUp(await openVisitor(), input),
);

export const forgotPasswordAction = publicAction({ input: forgotPasswordSchema }, async (input) =>
  requestReset(await openVisitor(), input, after),
);

export const resetPasswordAction = publicAction({ input: resetPasswordSchema }, async (input) =>
  resetPassword(await openVisitor(), input, after),
);

export const joinByMailAction = publicAction({ input: joinByMailSchema }, async (input) =>
  joinByMail(await openVisitor(), input),
);

export const createOrganizationAction = accountAction({ input: newOrganizationSchema }, createOrganization);

export const acceptInvitationAction = accountAction({ input: acceptInvitationSchema }, acceptInvitation);
