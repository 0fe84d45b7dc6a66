import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { accessMail } from "@/lib/mail/templates/account";
import { WORKSPACE_ROLE_LABELS } from "@/lib/members/roles";
import { selectPlace } from "@/lib/members/store";

type Person = { email: string; name: string; role: WorkspaceRole };

/** Tells a member by mail that they can open the workspace; nothing without a mail server. */
export async function mailAccess(
  ctx: WorkspaceCtx,
  { email, name, role }: Person,
  later: Later,
): Promise<void> {
  if (!smtpSettings()) return;
  const place = await ctx.db.run((tx) => selectPlace(tx, ctx));
  if (!place) return;
  const mail = accessMail({
    ...{ name, organization: place.organization, workspace: place.workspace, givenBy: ctx.actor.label },
    role: WORKSPACE_ROLE_LABELS[role].label.toLowerCase(),
    link: new URL(`/${place.slug}/${place.workspaceSlug}`, publicUrl()).href,
  });
  later(async () => void (await sendAccountMail(ctx, { to: { name, address: email }, ...mail })));
}
