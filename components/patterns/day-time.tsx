"use client";

import { useNow } from "@/components/patterns/use-now";
import { formatDay, formatDayTime } from "@/lib/format/time";

type Props = {
  /** A date or an ISO instant. */
  at: Date | string;
  /** "3 May" without the time. */
  dayOnly?: boolean;
};

/** "21 Nov, 14:03" in the reader's time zone. */
export function DayTime({ at, dayOnly = false }: Props) {
  const { now, mounted } = useNow(3_600_000);
  const date = new Date(at);
  // The server doesn't know the reader's time zone: UTC until the browser renders.
  const zone = mounted ? undefined : "UTC";
  return (
    <time dateTime={date.toISOString()} suppressHydrationWarning className="whitespace-nowrap">
      {dayOnly ? formatDay(date, now, zone) : formatDayTime(date, now, zone)}
    </time>
  );
}
