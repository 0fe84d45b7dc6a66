"use client";

import { Progress as ProgressPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const TONES = {
  running: "bg-running-fill",
  success: "bg-success-fill",
  held: "bg-held-fill",
  danger: "bg-danger-fill",
} as const;

type Props = Omit<ComponentProps<typeof ProgressPrimitive.Root>, "value"> & {
  /** 0 to 100; null while the length is unknown. */
  value: number | null;
  /** What is in progress, for screen readers. */
  label: string;
  tone?: keyof typeof TONES;
};

export function Progress({ className, value, label, tone = "running", ...props }: Props) {
  const shown = value === null ? null : Math.min(100, Math.max(0, value));
  return (
    <ProgressPrimitive.Root
      data-slot="progress"
      aria-label={label}
      value={shown}
      className={cn("relative h-1.5 w-full overflow-hidden rounded-full bg-muted", className)}
      {...props}
    >
      <ProgressPrimitive.Indicator
        className={cn(
          "h-full rounded-full",
          TONES[tone],
          shown === null ? "w-1/3 animate-pulse" : "w-full transition-transform",
        )}
        style={shown === null ? undefined : { transform: `translateX(-${100 - shown}%)` }}
      />
    </ProgressPrimitive.Root>
  );
}
