"use client";

import { useNow } from "@/components/patterns/use-now";
import { formatDuration } from "@/lib/format/duration";

/** The time since something started, updated every second. */
export function Elapsed({ since, className }: { since: Date | string; className?: string }) {
  const { now } = useNow(1000);
  const seconds = Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 1000));
  return (
    <span suppressHydrationWarning className={className}>
      {seconds === 0 ? "0 s" : formatDuration(seconds * 1000)}
    </span>
  );
}
