"use server";

import { refresh } from "next/cache";
import { after } from "next/server";
import { action } from "@/lib/action";
import { changeRole } from "@/lib/members/change-role";
import { createInvitation } from "@/lib/members/invitations/create";
import { revokeInvitation } from "@/lib/members/invitations/revoke";
import { removeMember } from "@/lib/members/remove";
import {
  changeRoleSchema,
  inviteMemberSchema,
  removeMemberSchema,
  revokeInvitationSchema,
} from "@/lib/members/schema";

export const inviteMemberAction = action(
  { can: "member:invite", input: inviteMemberSchema },
  async (ctx, input) => {
    const { link, mailed } = await createInvitation(ctx, input, after);
    refresh();
    return { link, mailed, email: input.email };
  },
);

export const revokeInvitationAction = action(
  { can: "member:invite", input: revokeInvitationSchema },
  async (ctx, input) => {
    await revokeInvitation(ctx, input);
    refresh();
  },
);

export const changeRoleAction = action(
  { can: "member:update", input: changeRoleSchema },
  async (ctx, input) => {
    await changeRole(ctx, input);
    refresh();
  },
);

export const removeMemberAction = action(
  { can: "member:remove", input: removeMemberSchema },
  async (ctx, input) => {
    await removeMember(ctx, input);
    refresh();
  },
);
