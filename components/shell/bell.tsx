"use client";

import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { type MouseEvent, useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { useLayoutData } from "@/components/shell/layout-context";
import { BUTTON_BASE } from "@/components/ui/button-classes";
import { cn } from "@/lib/cn";

const InboxPopover = deferDialog(
  async () => (await import("@/components/shell/inbox-popover")).InboxPopover,
  { early: false },
);

/** The inbox, with how much of it is unread: a link to its page, which opens a short list here once that is loaded. */
export function Bell() {
  const { organization, attention } = useLayoutData();
  const [open, setOpen] = useState(false);
  const { unread } = attention;

  function show(event: MouseEvent) {
    // A new tab gets the page.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <div className="relative">
      <Link
        href={`/${organization.slug}/inbox`}
        aria-label={unread > 0 ? `Inbox, ${unread} unread` : "Inbox"}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={show}
        className={cn(
          BUTTON_BASE,
          "relative size-8 text-muted-foreground hover:bg-accent hover:text-foreground max-md:size-9",
        )}
      >
        <BellIcon className="size-4" aria-hidden="true" />
        {unread > 0 ? (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-primary px-1 text-center font-medium text-[10px] text-primary-foreground tabular-nums leading-4"
          >
            {unread > 99 ? "99+" : unread}
          </span>
        ) : null}
      </Link>
      {open ? <InboxPopover open={open} onOpenChange={setOpen} /> : null}
    </div>
  );
}
