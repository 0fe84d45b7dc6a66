"use client";

import { CircleAlert, CircleCheck, Inbox, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { markReadAction } from "@/lib/alerts/actions";
import { type InboxLine, inboxLine } from "@/lib/alerts/inbox-words";
import type { InboxItem } from "@/lib/alerts/views";
import { cn } from "@/lib/cn";

const ICONS = { held: TriangleAlert, danger: CircleAlert, success: CircleCheck } as const;
const COLORS: Readonly<Record<InboxLine["tone"], string>> = {
  held: "text-held",
  danger: "text-danger",
  success: "text-success",
};

type Props = { items: readonly InboxItem[]; org: string; onOpen?: () => void };

/** What a member was told, newest first. Opening an item marks it as read. */
export function InboxList({ items, org, onOpen }: Props) {
  const { run } = useAction(markReadAction, { quiet: true });
  if (items.length === 0) {
    return (
      <EmptyState
        compact
        icon={<Inbox />}
        title="No alerts yet"
        description="You get an alert here when a sync that you follow needs you, and when it works again."
      />
    );
  }
  return (
    <ul className="divide-y">
      {items.map((item) => {
        const { title, text, tone, path } = inboxLine(item, org);
        const Icon = ICONS[tone];
        const isUnread = item.readAt === null;
        return (
          <li key={item.id}>
            <Link
              href={path}
              onClick={() => {
                if (isUnread) void run({ org }, { noticeIds: [item.id] });
                onOpen?.();
              }}
              className="grid grid-cols-[1rem_1fr_auto] gap-x-2.5 px-3 py-2.5 hover:bg-subtle"
            >
              <Icon className={cn("mt-0.5 size-4", COLORS[tone])} aria-hidden="true" />
              <span className={cn("wrap-anywhere min-w-0", isUnread && "font-medium")}>
                {title}
                {isUnread ? <span className="sr-only"> (unread)</span> : null}
              </span>
              {isUnread ? (
                <span aria-hidden="true" className="mt-1.5 size-2 rounded-full bg-primary" />
              ) : (
                <span />
              )}
              <span className="wrap-anywhere col-start-2 text-muted-foreground text-sm">
                {text} · <RelativeTime at={item.at} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
