"use client";

import { LogOut, X } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionError } from "@/lib/action";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { leavePortalAction } from "@/lib/portal/actions";

type Props = {
  purpose: "session" | "view";
  slugs: PortalSlugs;
  /** Where to go afterwards. */
  href: string;
  label: string;
  unreachable: ActionError;
};

/** Signs out of the portal, or stops viewing it as a user. */
export function PortalSignOutButton({ purpose, slugs, href, label, unreachable }: Props) {
  const { run, pending } = useAction(leavePortalAction, {
    onDone: () => window.location.replace(href),
    unreachable,
  });
  const isView = purpose === "view";
  return (
    <Button
      variant={isView ? "outline" : "ghost"}
      size={isView ? "sm" : "default"}
      pending={pending}
      onClick={() => void run({ ...slugs, purpose })}
    >
      {isView ? <X aria-hidden="true" /> : <LogOut aria-hidden="true" />}
      {label}
    </Button>
  );
}
