import type { MemberRole } from "@/drizzle/schema/members";
import type { AccountCtx, Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { listOrganizations } from "@/lib/organizations/read";
import { listRemoteSourceNames } from "@/lib/remote-sources/read";
import { listWorkspaceNames } from "@/lib/workspaces/read";

type Named = { name: string; slug: string };

/** What surrounds every page of an organization: who is here, where they are and where they can go. */
export type FrameView = {
  account: { name: string; email: string };
  organization: Named & { role: MemberRole };
  organizations: Named[];
  workspaces: Named[];
  remoteSources: { id: string; name: string }[];
  /** An e-mail address or a web address; null when the operator has set none. */
  support: string | null;
};

/** Names only: the frame is drawn with every page and must not cost more than a few index look-ups. */
export async function getFrame(account: AccountCtx, ctx: Ctx, orgSlug: string): Promise<FrameView> {
  const [organizations, workspaces, remoteSources] = await Promise.all([
    listOrganizations(account),
    listWorkspaceNames(ctx),
    listRemoteSourceNames(ctx),
  ]);
  const organization = organizations.find(({ slug }) => slug === orgSlug);
  if (!organization) throw notFound("The organization");
  return {
    account: { name: account.name, email: account.email },
    organization,
    organizations: organizations.map(({ name, slug }) => ({ name, slug })),
    workspaces: workspaces.map(({ name, slug }) => ({ name, slug })),
    remoteSources: remoteSources.map(({ id, name }) => ({ id, name })),
    support: env().SUPPORT_CONTACT ?? null,
  };
}
