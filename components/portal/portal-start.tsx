"use client";

import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { portalPath } from "@/lib/auth/portal/place";

/** The link from a missing page to all pages. */
export function PortalStart() {
  return (
    <Button asChild>
      <a href={portalPath(useScope())}>All pages</a>
    </Button>
  );
}
