"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { InboxList } from "@/components/alerts/inbox-list";
import { MarkAllRead } from "@/components/alerts/mark-all-read";
import { useLayoutData } from "@/components/shell/layout-context";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useReturnFocus } from "@/components/ui/return-focus";
import { Skeleton } from "@/components/ui/skeleton";
import { listInboxAction } from "@/lib/alerts/actions";
import type { InboxItem } from "@/lib/alerts/views";

const SHOWN = 8;

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** The newest of the inbox below the bell. */
export function InboxPopover({ open, onOpenChange }: Props) {
  const { organization, attention } = useLayoutData();
  const [items, setItems] = useState<InboxItem[] | null>(null);
  const [isFailed, setFailed] = useState(false);
  const { slug } = organization;
  const { unread } = attention;

  // Again when the count changes: something was read, or has come.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is what is watched
  useEffect(() => {
    let isClosed = false;
    listInboxAction({ org: slug }, { limit: SHOWN })
      .then((result) => {
        if (isClosed) return;
        if (result.ok) setItems(result.data.items);
        else setFailed(true);
      })
      .catch(() => !isClosed && setFailed(true));
    return () => {
      isClosed = true;
    };
  }, [slug, unread]);

  const { opener, returnFocus } = useReturnFocus();
  const close = () => onOpenChange(false);
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor className="pointer-events-none absolute inset-0" />
      <PopoverContent
        align="end"
        aria-label="Inbox"
        className="w-[min(24rem,calc(100vw-1rem))] p-0"
        onCloseAutoFocus={(event) => {
          // Whoever pressed something else has the focus there.
          if (document.activeElement === document.body) returnFocus(event);
        }}
      >
        {opener}
        <div className="flex items-center justify-between gap-2 border-b px-3 py-2">
          <p className="font-semibold">Inbox</p>
          {unread > 0 ? <MarkAllRead org={slug} /> : null}
        </div>
        <div className="max-h-[60vh] overflow-y-auto">
          {isFailed ? (
            <p className="p-4 text-muted-foreground text-sm">
              The inbox could not be loaded. Check your connection and open it again.
            </p>
          ) : items ? (
            <InboxList items={items} org={slug} onOpen={close} />
          ) : (
            <div className="grid gap-2 p-3" role="status" aria-label="Loading">
              <Skeleton className="h-10" />
              <Skeleton className="h-10" />
            </div>
          )}
        </div>
        <div className="flex justify-between gap-2 border-t px-3 py-2 text-sm">
          <Link href={`/${slug}/inbox`} onClick={close} className="text-primary hover:underline">
            Open the inbox
          </Link>
          <Link
            href="/account/notifications"
            onClick={close}
            className="text-muted-foreground hover:underline"
          >
            Notification settings
          </Link>
        </div>
      </PopoverContent>
    </Popover>
  );
}
