import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { findPassword } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { Ctx, PersonCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { selectAccess, selectInvited, selectInvitedAccess } from "@/lib/members/access.store";
import { findByToken, selectInvitation, selectOpen } from "@/lib/members/invitations.store";
import { selectMembers } from "@/lib/members/store";

type MemberView = {
  id: string;
  accountId: string;
  name: string;
  email: string;
  role: MemberRole;
  createdAt: Date;
  /** Their roles in workspaces, by the name of the workspace. */
  workspaces: { workspaceId: string; name: string; role: WorkspaceRole }[];
};

/** Who may sign in to the organization or to a workspace of it, by name. */
export async function listMembers(ctx: Ctx): Promise<MemberView[]> {
  return ctx.db.run(async (tx) => {
    const access = await selectAccess(tx, ctx);
    const rows = await selectMembers(tx, ctx.orgId);
    return rows.map((row) => ({
      ...row,
      workspaces: access
        .filter(({ accountId }) => accountId === row.accountId)
        .map(({ workspaceId, name, role }) => ({ workspaceId, name, role })),
    }));
  });
}

export type FoundInvitation = {
  organization: string;
  email: string;
  role: MemberRole;
  workspaces: { name: string; role: WorkspaceRole }[];
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
    const workspaces = await selectInvitedAccess(tx, { orgId: found.orgId }, found.invitationId);
    return {
      organization: row.organization.name,
      email,
      role,
      workspaces,
      invitedBy,
      state,
      mailed,
      hasAccount,
    };
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
  /** In the past for one that has expired. */
  expiresAt: Date;
  workspaces: { name: string; role: WorkspaceRole }[];
};

/** How long an expired invitation stays in the list, to be sent again. */
const EXPIRED_SHOWN_MS = 30 * 86_400_000;

/** Invitations that nobody used or revoked, newest first; expired ones for another 30 days. */
export async function listInvitations(ctx: Ctx): Promise<InvitationView[]> {
  const since = new Date(ctx.clock().getTime() - EXPIRED_SHOWN_MS);
  return ctx.db.run(async (tx) => {
    const access = await selectInvited(tx, ctx);
    const rows = await selectOpen(tx, ctx.orgId, since);
    return rows.map((row) => ({
      ...row,
      workspaces: access
        .filter(({ invitationId }) => invitationId === row.id)
        .map(({ name, role }) => ({ name, role })),
    }));
  });
}
