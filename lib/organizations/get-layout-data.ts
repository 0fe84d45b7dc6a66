import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { AccountCtx, Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { listOrganizations } from "@/lib/organizations/read";
import { may } from "@/lib/permissions";
import { listRemoteSourceNames } from "@/lib/remote-sources/read";
import { listWorkspaceNames } from "@/lib/workspaces/read";

type Named = { name: string; slug: string };

/** What surrounds every page of an organization: who is here, where they are and where they can go. */
export type FrameView = {
  account: { name: string; email: string };
  organization: Named & { role: MemberRole };
  organizations: Named[];
  /** With what the reader is there, beyond their role in the organization. */
  workspaces: (Named & { role: WorkspaceRole | null; isSandbox: boolean })[];
  remoteSources: { id: string; name: string }[];
  /** An e-mail address or a web address; null when the operator has set none. */
  support: string | null;
};

/** Names only: the frame is drawn with every page and must not cost more than a few index look-ups. */
export async function getFrame(account: AccountCtx, ctx: Ctx, orgSlug: string): Promise<FrameView> {
  const [organizations, workspaces, remoteSources] = await Promise.all([
    listOrganizations(account),
    listWorkspaceNames(ctx),
    may(ctx, "remote_source:view") ? listRemoteSourceNames(ctx) : [],
  ]);
  const organization = organizations.find(({ slug }) => slug === orgSlug);
  if (!organization) throw notFound("The organization");
  return {
    account: { name: account.name, email: account.email },
    organization,
    organizations: organizations.map(({ name, slug }) => ({ name, slug })),
    workspaces: workspaces.map(({ id, name, slug, isSandbox }) => ({
      name,
      slug,
      isSandbox,
      role: ctx.workspaceRoles.get(id) ?? null,
    })),
    remoteSources: remoteSources.map(({ id, name }) => ({ id, name })),
    support: env().SUPPORT_CONTACT ?? null,
  };
}
