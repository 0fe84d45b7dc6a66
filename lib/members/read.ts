import type { MemberRole } from "@/drizzle/schema/members";
import { findPassword } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { Ctx, PersonCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { findByToken, selectInvitation, selectOpen } from "@/lib/members/invitations.store";
import { selectMembers } from "@/lib/members/store";

type MemberView = {
  id: string;
  accountId: string;
  name: string;
  email: string;
  role: MemberRole;
  createdAt: Date;
};

/** Who may sign in to the organization, by name. */
export async function listMembers(ctx: Ctx): Promise<MemberView[]> {
  return ctx.db.run((tx) => selectMembers(tx, ctx.orgId));
}

export type FoundInvitation = {
  organization: string;
  email: string;
  role: MemberRole;
  invitedBy: string;
  state: "open" | "used" | "revoked" | "expired";
  /** The link was mailed to the address: it proves that its holder reads that mail. */
  mailed: boolean;
  /** Whether someone who proved the address has an account with it. Shown to holders of the mailed link only. */
  hasAccount: boolean;
};

/** What a link invites to, for its holder; null for a link that never existed. */
export async function findInvitation(ctx: PersonCtx, token: string): Promise<FoundInvitation | null> {
  return ctx.db.run(async (tx) => {
    const found = await findByToken(tx, hashToken(token));
    if (!found) return null;
    await enterTenant(tx, found.orgId);
    const row = await selectInvitation(tx, found.orgId, found.invitationId);
    if (!row) return null;
    const { email, role, invitedBy } = row;
    const { mailed } = found;
    const hasAccount = mailed && ((await findPassword(tx, email))?.verified ?? false);
    const state = stateAt(row, ctx.clock());
    return { organization: row.organization.name, email, role, invitedBy, state, mailed, hasAccount };
  });
}

type Marks = { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date };

function stateAt({ usedAt, revokedAt, expiresAt }: Marks, now: Date): FoundInvitation["state"] {
  if (usedAt) return "used";
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

type InvitationView = {
  id: string;
  email: string;
  role: MemberRole;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Invitations that can still be used, newest first. */
export async function listInvitations(ctx: Ctx): Promise<InvitationView[]> {
  return ctx.db.run((tx) => selectOpen(tx, ctx.orgId, ctx.clock()));
}
