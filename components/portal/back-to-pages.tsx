import { ArrowLeft } from "lucide-react";
import { type PortalSlugs, portalPath } from "@/lib/auth/portal/place";
import type { PortalTexts } from "@/lib/messages/texts";

export function BackToPages({ slugs, t }: { slugs: PortalSlugs; t: PortalTexts }) {
  return (
    <a
      href={portalPath(slugs)}
      className="-ml-1 mb-4 inline-flex min-h-8 w-fit items-center gap-1 rounded-sm px-1 text-muted-foreground text-sm hover:text-foreground"
    >
      <ArrowLeft className="size-3.5" aria-hidden="true" />
      {t("frame.allPages")}
    </a>
  );
}
