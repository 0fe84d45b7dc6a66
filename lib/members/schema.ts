import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";
import { ROLES } from "@/lib/members/roles";

const role = z.enum(ROLES, "Choose a role.");

export const inviteMemberInput = z.object({ email: emailSchema, role });
export const changeRoleInput = z.object({ memberId: z.uuid(), role });
export const removeMemberInput = z.object({ memberId: z.uuid() });
export const revokeInvitationInput = z.object({ invitationId: z.uuid() });
export const acceptInvitationInput = z.object({ token: z.string().min(1).max(200) });
export const joinByMailInput = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, "Enter your name.").max(120, "Use 120 characters at most."),
  password: z.string().min(1, "Enter a password.").max(1000),
});

export type JoinByMail = z.output<typeof joinByMailInput>;
