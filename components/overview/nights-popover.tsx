"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { NIGHT_LABELS } from "@/components/patterns/night-labels";
import { NightMark } from "@/components/patterns/night-strip";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useReturnFocus } from "@/components/ui/return-focus";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNumber } from "@/lib/format/number";
import { formatDay } from "@/lib/format/time";
import { listNightsAction } from "@/lib/overview/actions";
import type { NightView } from "@/lib/overview/views";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sync: { id: string; name: string };
  scope: { org: string; workspace: string };
};

/** The last nights of a sync, one a line, the newest first. */
export function NightsPopover({ open, onOpenChange, sync, scope }: Props) {
  const [nights, setNights] = useState<NightView[] | "failed" | null>(null);
  const { org, workspace } = scope;
  useEffect(() => {
    let isClosed = false;
    listNightsAction({ org, workspace }, { syncId: sync.id })
      .then((result) => !isClosed && setNights(result.ok ? result.data : "failed"))
      .catch(() => !isClosed && setNights("failed"));
    return () => {
      isClosed = true;
    };
  }, [org, workspace, sync.id]);
  const { opener, returnFocus } = useReturnFocus();
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor className="pointer-events-none absolute inset-0" />
      <PopoverContent
        aria-label={`Nights of ${sync.name}`}
        className="w-[min(26rem,calc(100vw-1rem))] p-0"
        onCloseAutoFocus={(event) => {
          // Whoever pressed something else has the focus there.
          if (document.activeElement === document.body) returnFocus(event);
        }}
      >
        {opener}
        <p className="wrap-anywhere border-b px-3 py-2 font-semibold">{sync.name}</p>
        <div className="max-h-[50vh] overflow-y-auto">
          {nights === "failed" ? (
            <p className="p-4 text-muted-foreground text-sm">
              The nights could not be loaded. Check your connection and open them again.
            </p>
          ) : nights === null ? (
            <div className="grid gap-2 p-3" role="status" aria-label="Loading">
              <Skeleton className="h-8" />
              <Skeleton className="h-8" />
            </div>
          ) : nights.length === 0 ? (
            <p className="p-4 text-muted-foreground text-sm">
              No runs and no late files in the last 30 nights.
            </p>
          ) : (
            <ul>
              {nights.map((night) => (
                <li key={night.day} className="border-b last:border-0">
                  {night.runId === null ? (
                    <div className={LINE}>
                      <NightText night={night} />
                    </div>
                  ) : (
                    <Link
                      href={`/${org}/${workspace}/runs/${night.runId}`}
                      className={`${LINE} hover:bg-accent focus-visible:outline-offset-[-2px]`}
                    >
                      <NightText night={night} />
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </PopoverContent>
    </Popover>
  );
}

const LINE = "grid grid-cols-[auto_4.5rem_1fr] items-start gap-x-2.5 px-3 py-1.5 text-sm";

function NightText({ night }: { night: NightView }) {
  return (
    <>
      <NightMark state={night.state} />
      <span className="tabular-nums">{dayOf(night.day)}</span>
      <span className="min-w-0">
        {NIGHT_LABELS[night.state]}
        <span className="wrap-anywhere block text-muted-foreground text-xs">{moreOf(night)}</span>
      </span>
    </>
  );
}

/** A day is the same whatever zone it is read in. */
function dayOf(day: string): string {
  return formatDay(new Date(`${day}T12:00:00Z`), new Date(), "UTC");
}

function moreOf({ runs, created, updated, removed, failure }: NightView): string {
  const changes = [
    [created, "created"],
    [updated, "updated"],
    [removed, "removed"],
  ] as const;
  return [
    failure,
    changes
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${formatNumber(count)} ${word}`)
      .join(", "),
    runs > 1 ? `${formatNumber(runs)} runs` : null,
  ]
    .filter(Boolean)
    .join(" · ");
}
