"use client";

import { useNow } from "@/components/patterns/use-now";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import { cn } from "@/lib/cn";
import { formatExact, formatWhen } from "@/lib/format/time";

type Props = {
  /** A date or an ISO instant; null when it never happened. */
  at: Date | string | null;
  /** Shown for null. */
  never?: string;
  className?: string;
};

/** "today 14:03", so that nobody has to hover for the time; seconds and time zone on hover. */
export function RelativeTime({ at, never = "Never", className }: Props) {
  const { now, mounted } = useNow(30_000);
  if (at === null) return <span className={cn("text-muted-foreground", className)}>{never}</span>;
  const date = new Date(at);
  return (
    <Tooltip>
      <TooltipTrigger asChild>
        <time
          dateTime={date.toISOString()}
          suppressHydrationWarning
          className={cn("w-fit whitespace-nowrap", className)}
        >
          {/* The server doesn't know the reader's time zone: UTC until the browser renders. */}
          {formatWhen(date, now, mounted ? undefined : "UTC")}
        </time>
      </TooltipTrigger>
      <TooltipContent>{formatExact(date)}</TooltipContent>
    </Tooltip>
  );
}
