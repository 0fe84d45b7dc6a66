"use client";

import { LogOut, X } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { leavePortalAction } from "@/lib/portal/actions";

type Props = {
  purpose: "session" | "view";
  slugs: PortalSlugs;
  /** Where to go afterwards. */
  href: string;
};

/** Signs out of the portal, or stops viewing it as a user. */
export function PortalSignOutButton({ purpose, slugs, href }: Props) {
  const { run, pending } = useAction(leavePortalAction, { onDone: () => window.location.replace(href) });
  const isView = purpose === "view";
  return (
    <Button
      variant={isView ? "outline" : "ghost"}
      size={isView ? "sm" : "default"}
      pending={pending}
      onClick={() => void run({ ...slugs, purpose })}
    >
      {isView ? <X aria-hidden="true" /> : <LogOut aria-hidden="true" />}
      {isView ? "Stop viewing" : "Sign out"}
    </Button>
  );
}
