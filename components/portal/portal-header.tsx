import { Eye } from "lucide-react";
import { PortalSignOutButton } from "@/components/portal/portal-sign-out-button";
import { ThemeButton } from "@/components/portal/theme-button";
import { type PortalSlugs, portalPath } from "@/lib/auth/portal/place";

type Props = {
  names: { organization: string; workspace: string };
  slugs: PortalSlugs;
  /** The user's name. */
  name: string;
  /** Set when a member views the portal as this user: the user's page, where they return to. */
  viewedFrom: string | null;
  /** The workspace, for authors and admins of it. */
  manageHref: string | null;
};

/** The portal's header: its name, the signed-in user, and sign out. */
export function PortalHeader({ names, slugs, name, viewedFrom, manageHref }: Props) {
  const base = portalPath(slugs);
  return (
    <>
      {viewedFrom ? (
        <div role="status" className="border-held-line border-b bg-held-soft">
          <div className="mx-auto flex w-full max-w-3xl items-center gap-3 px-4 py-2 sm:px-6">
            <Eye className="size-4 shrink-0 text-held" aria-hidden="true" />
            <p className="wrap-anywhere min-w-0 flex-1 text-pretty text-sm">
              You are viewing this as <span className="font-medium">{name}</span>. Nothing you do here affects
              them.
            </p>
            <PortalSignOutButton purpose="view" slugs={slugs} href={viewedFrom} />
          </div>
        </div>
      ) : null}
      <header className="border-b">
        <div className="mx-auto flex min-h-14 w-full max-w-3xl items-center gap-2 px-4 py-2 sm:px-6">
          <a href={base} className="min-w-0 flex-1 rounded-md">
            <span className="block truncate font-semibold">{names.workspace}</span>
            <span className="block truncate text-muted-foreground text-xs">{names.organization}</span>
          </a>
          {manageHref ? (
            <a href={manageHref} className="text-primary text-sm underline-offset-4 hover:underline">
              Manage this workspace
            </a>
          ) : null}
          <a
            href={`${base}/me`}
            title="My data"
            className="max-w-40 truncate rounded-sm text-muted-foreground text-sm hover:text-foreground"
          >
            {name}
          </a>
          <ThemeButton />
          {viewedFrom ? null : (
            <PortalSignOutButton purpose="session" slugs={slugs} href={`${base}/sign-in`} />
          )}
        </div>
      </header>
    </>
  );
}
