"use client";

import { DayTime } from "@/components/patterns/day-time";
import { useNow } from "@/components/patterns/use-now";

const SOON_MS = 2 * 24 * 3_600_000;

/** When a plan expires; in bold during the last two days. */
export function ExpiryNote({ at }: { at: Date }) {
  const { now } = useNow(60_000);
  const left = at.getTime() - now.getTime();
  if (left <= 0)
    return <p className="font-medium text-held">This plan has expired and can no longer be applied.</p>;
  return (
    <p
      className={left <= SOON_MS ? "font-medium text-held" : "text-muted-foreground"}
      suppressHydrationWarning
    >
      {left <= SOON_MS ? "This plan expires soon, on " : "This plan expires on "}
      <DayTime at={at} />
      {left <= SOON_MS ? ". After that, it can no longer be applied." : "."}
    </p>
  );
}
