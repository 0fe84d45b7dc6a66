import type { ReactNode } from "react";
import { branded } from "@/components/portal/brand";
import { PortalHeader } from "@/components/portal/portal-header";
import type { Portal } from "@/lib/auth/portal/open";
import { cn } from "@/lib/cn";
import type { PortalCtx } from "@/lib/context";
import { fullName } from "@/lib/format/person";
import type { PortalTexts } from "@/lib/messages/texts";

type Props = { portal: Portal; ctx: PortalCtx; t: PortalTexts; children: ReactNode };

/** The frame around every page of a portal. */
export function PortalLayout({ portal: { names, slugs, brand }, ctx: { user, view }, t, children }: Props) {
  const name = fullName(user.firstName, user.lastName) || user.email;
  const viewedFrom = view ? `/${slugs.org}/${slugs.workspace}/users/${user.id}` : null;
  // The page itself asks who may open it: a member's session, and their role there.
  const manageHref = user.role === "participant" ? null : `/${slugs.org}/${slugs.workspace}`;
  const { className, style } = branded(brand);
  return (
    <div className={cn("flex min-h-dvh flex-col", className)} style={style}>
      <PortalHeader {...{ names, slugs, brand, name, viewedFrom, manageHref, t }} />
      <main className="mx-auto w-full max-w-3xl flex-1 px-4 pt-6 pb-16 sm:px-6 sm:pt-8">{children}</main>
    </div>
  );
}
