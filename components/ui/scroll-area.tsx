import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A box that scrolls by itself, with the thin scrollbar of the theme, and can be scrolled with the keyboard. */
export function ScrollArea({ className, label, ...props }: ComponentProps<"section"> & { label: string }) {
  return (
    <section
      data-slot="scroll-area"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box has to be reachable without a mouse
      tabIndex={0}
      className={cn("overflow-auto [scrollbar-width:thin]", className)}
      {...props}
    />
  );
}
