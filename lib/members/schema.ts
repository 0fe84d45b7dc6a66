import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";

export const ROLES = ["owner", "admin", "viewer"] as const;

/** What each role is, in the words people choose it by. */
export const ROLE_WORDS = {
  owner: { label: "Owner", description: "Everything, and decides who else may sign in." },
  admin: {
    label: "Admin",
    description: "Sets up sources, workspaces and syncs, and approves what they change.",
  },
  viewer: { label: "Viewer", description: "Looks at everything, changes nothing." },
} as const satisfies Record<(typeof ROLES)[number], { label: string; description: string }>;

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
