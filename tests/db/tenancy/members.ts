import { changeRole } from "@/lib/members/change-role";
import { acceptInvitation } from "@/lib/members/invitations/accept";
import { createInvitation, revokeInvitation } from "@/lib/members/invitations/create";
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
  // Whoever holds a link learns whom it is for; without that address it is no use.
  acceptInvitation: {
    outcome: "not_found",
    call: ({ account }) => acceptInvitation(account, { token: "guessed" }),
  },
};

export const actions: Cases["actions"] = {
  inviteMemberAction: { scope: "org", can: "member:invite", outcome: "own", input: () => NEW },
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
  acceptInvitationAction: { scope: "account", outcome: "not_found", input: () => ({ token: "guessed" }) },
};
