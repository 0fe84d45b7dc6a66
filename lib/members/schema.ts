import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";
import { ROLES, WORKSPACE_ROLES } from "@/lib/members/roles";

const role = z.enum(ROLES, "Choose a role.");

const workspaceRole = z.enum(WORKSPACE_ROLES, "Choose a role.");
const access = z.array(z.object({ workspaceId: z.uuid(), role: workspaceRole })).max(500);

export const inviteMemberInput = z
  .object({ email: emailSchema, role, workspaces: access })
  .refine(({ role, workspaces }) => role !== "guest" || workspaces.length > 0, {
    path: ["workspaces"],
    message: "Select at least one workspace.",
  });
export const inviteToWorkspaceInput = z.object({ email: emailSchema, role: workspaceRole });
export const changeWorkspaceRoleInput = z.object({ accountId: z.uuid(), role: workspaceRole });
export const removeFromWorkspaceInput = z.object({ accountId: z.uuid() });
export const setMemberAccessInput = z.object({ memberId: z.uuid(), workspaces: access });
export const nothingInput = z.object({});
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

export const deleteAccountInput = z.object({ typed: z.string().max(320) });
