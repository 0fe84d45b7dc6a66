import type { ReactNode } from "react";
import { branded, PortalLogo } from "@/components/portal/brand";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { cn } from "@/lib/cn";
import type { Brand } from "@/lib/model/brand";

type Props = {
  portal: { names: { organization: string; workspace: string }; slugs: PortalSlugs; brand: Brand };
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** The portal before sign-in: whose it is, and one thing to do. */
export function PortalSignInCard({ portal, title, description, children }: Props) {
  const { names, slugs, brand } = portal;
  const { className, style } = branded(brand);
  return (
    <main
      className={cn("flex min-h-dvh flex-col items-center bg-subtle px-4 py-10 sm:pt-[12vh]", className)}
      style={style}
    >
      {brand.logo ? (
        <div className="mb-4">
          <PortalLogo brand={brand} slugs={slugs} className="max-h-16 max-w-60" />
        </div>
      ) : null}
      <p className="mb-6 max-w-sm text-center">
        <span className="wrap-anywhere block font-semibold text-lg">
          <bdi>{names.workspace}</bdi>
        </span>
        <span className="wrap-anywhere block text-muted-foreground">
          <bdi>{names.organization}</bdi>
        </span>
      </p>
      <div
        className={cn(
          "w-full max-w-sm rounded-xl border bg-card p-6 sm:p-7",
          brand.accent && "border-t-3 border-t-primary",
        )}
      >
        <h1 className="text-balance font-semibold text-xl tracking-[-0.015em]">{title}</h1>
        {description ? (
          <div className="wrap-anywhere mt-1 text-pretty text-muted-foreground">{description}</div>
        ) : null}
        <div className="mt-5">{children}</div>
      </div>
    </main>
  );
}
