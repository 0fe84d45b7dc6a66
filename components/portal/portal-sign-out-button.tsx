"use client";

import { LogOut, X } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import type { PortalSlugs } from "@/lib/auth/portal/place";

export type LeavePortal = (
  input: PortalSlugs & { purpose: "session" | "view" },
) => Promise<ActionResult<void>>;

type Props = {
  purpose: "session" | "view";
  slugs: PortalSlugs;
  /** Where to go afterwards. */
  href: string;
  leave: LeavePortal;
};

/** Signs out of the portal, or stops viewing it as a user. */
export function PortalSignOutButton({ purpose, slugs, href, leave }: Props) {
  const { run, pending } = useAction(leave, { onDone: () => window.location.replace(href) });
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
