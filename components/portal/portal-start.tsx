"use client";

import { useScope } from "@/components/patterns/use-scope";
import { buttonVariants } from "@/components/ui/button-variants";
import { portalPath } from "@/lib/auth/portal/place";

/** The link from a missing page to all pages. */
export function PortalStart() {
  return (
    <a href={portalPath(useScope())} className={buttonVariants()}>
      All pages
    </a>
  );
}
