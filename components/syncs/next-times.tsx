"use client";

import { useNow } from "@/components/patterns/use-now";
import type { ScheduleDraft } from "@/components/syncs/schedule-draft";
import { formatDay, formatTime } from "@/lib/format/time";
import { upcoming } from "@/lib/syncs/schedule";

/** The next three times of a schedule, by the clock of its zone: "Next: Mon 30 Nov 02:00, Tue 1 Dec 02:00, …". */
export function NextTimes({ draft }: { draft: ScheduleDraft }) {
  const { now, mounted } = useNow(60_000);
  if (!draft.isComplete || !mounted) return null;
  const times = upcoming(draft, now, 3);
  if (times.length === 0) return null;
  return (
    <p aria-live="polite" className="text-muted-foreground text-sm">
      Next: {times.map((at) => slotText(at, draft.timeZone)).join(", ")}
    </p>
  );
}

function slotText(at: Date, timeZone: string): string {
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone }).format(at);
  return `${weekday} ${formatDay(at, at, timeZone)} ${formatTime(at, timeZone)}`;
}
