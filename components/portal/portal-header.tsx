import { Eye } from "lucide-react";
import { PortalLogo } from "@/components/portal/brand";
import { PortalSignOutButton } from "@/components/portal/portal-sign-out-button";
import { ThemeButton } from "@/components/portal/theme-button";
import { unreachableError } from "@/components/portal/unreachable-error";
import { type PortalSlugs, portalPath } from "@/lib/auth/portal/place";
import { cn } from "@/lib/cn";
import type { PortalTexts } from "@/lib/messages/texts";
import type { Brand } from "@/lib/model/brand";

type Props = {
  names: { organization: string; workspace: string };
  slugs: PortalSlugs;
  brand: Brand;
  /** The user's name. */
  name: string;
  /** Set when a member views the portal as this user: the user's page, where they return to. */
  viewedFrom: string | null;
  /** The workspace, for authors and admins of it. */
  manageHref: string | null;
  t: PortalTexts;
};

/** The portal's header: its name, the signed-in user, and sign out. */
export function PortalHeader({ names, slugs, brand, name, viewedFrom, manageHref, t }: Props) {
  const base = portalPath(slugs);
  const leave = (key: "frame.signOut" | "frame.stopViewing") => ({
    label: t(key),
    unreachable: unreachableError(t),
  });
  const themes = {
    theme: t("frame.theme"),
    system: t("frame.themeSystem"),
    light: t("frame.themeLight"),
    dark: t("frame.themeDark"),
  };
  return (
    <>
      {viewedFrom ? (
        <div role="status" className="border-held-line border-b bg-held-soft">
          <div className="mx-auto flex w-full max-w-3xl items-center gap-3 px-4 py-2 sm:px-6">
            <Eye className="size-4 shrink-0 text-held" aria-hidden="true" />
            <p className="wrap-anywhere min-w-0 flex-1 text-pretty text-sm">
              {t.rich("frame.viewing", { name, who: (shown) => <bdi className="font-medium">{shown}</bdi> })}
            </p>
            <PortalSignOutButton
              purpose="view"
              slugs={slugs}
              href={viewedFrom}
              {...leave("frame.stopViewing")}
            />
          </div>
        </div>
      ) : null}
      <header className={cn("border-b", brand.accent && "border-t-3 border-t-primary")}>
        <div className="mx-auto flex min-h-14 w-full max-w-3xl items-center gap-2 px-4 py-2 sm:px-6">
          <a href={base} className="flex min-w-0 flex-1 items-center gap-3 rounded-md">
            <PortalLogo brand={brand} slugs={slugs} className="max-h-8 max-w-20 sm:max-w-36" />
            {/* A phone has no room for both: there the logo says whose portal it is. */}
            <span className={cn("min-w-0", brand.logo && "max-sm:sr-only")}>
              <span className="block truncate font-semibold" dir="auto">
                {names.workspace}
              </span>
              <span className="block truncate text-muted-foreground text-xs" dir="auto">
                {names.organization}
              </span>
            </span>
          </a>
          {manageHref ? (
            <a href={manageHref} className="text-primary text-sm underline-offset-4 hover:underline">
              {t("frame.manage")}
            </a>
          ) : null}
          <a
            href={`${base}/me`}
            title={t("frame.myData")}
            dir="auto"
            className="max-w-40 truncate rounded-sm text-muted-foreground text-sm hover:text-foreground"
          >
            {name}
          </a>
          <ThemeButton words={themes} />
          {viewedFrom ? null : (
            <PortalSignOutButton
              purpose="session"
              slugs={slugs}
              href={`${base}/sign-in`}
              {...leave("frame.signOut")}
            />
          )}
        </div>
      </header>
    </>
  );
}
