"use server";

import { accountAction, publicAction } from "@/lib/action";
import { signUpSchema } from "@/lib/auth/schema";
import { signUp } from "@/lib/auth/sign-up";
import { openVisitor } from "@/lib/auth/visitor";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { acceptInvitationSchema } from "@/lib/members/schema";
import { createOrganization } from "@/lib/organizations/create";
import { newOrganizationSchema } from "@/lib/organizations/schema";

export const signUpAction = publicAction({ input: signUpSchema }, async (input) =>
  signUp(await openVisitor(), input),
);

export const createOrganizationAction = accountAction({ input: newOrganizationSchema }, createOrganization);

export const acceptInvitationAction = accountAction({ input: acceptInvitationSchema }, acceptInvitation);
