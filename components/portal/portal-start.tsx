"use client";

import { useScope } from "@/components/patterns/use-scope";
import { primaryButton } from "@/components/ui/button-classes";
import { portalPath } from "@/lib/auth/portal/place";

/** The link from a missing page to all pages. */
export function PortalStart({ label }: { label: string }) {
  return (
    <a href={portalPath(useScope())} className={primaryButton}>
      {label}
    </a>
  );
}
