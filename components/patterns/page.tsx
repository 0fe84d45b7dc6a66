import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** Narrow pages keep the left edge of wide ones, so that the layout doesn't jump between pages. */
const WIDTHS = {
  narrow: { outer: "max-w-6xl", inner: "max-w-3xl" },
  default: { outer: "max-w-6xl", inner: "" },
  wide: { outer: "max-w-none", inner: "" },
} as const;

/** The column of a page: narrow for forms, wide for large tables. */
export function Page({
  width = "default",
  className,
  children,
}: {
  width?: keyof typeof WIDTHS;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("mx-auto w-full px-4 pt-5 pb-16 sm:px-6 sm:pt-7 lg:px-8", WIDTHS[width].outer)}>
      <div className={cn("flex flex-col gap-5", WIDTHS[width].inner, className)}>{children}</div>
    </div>
  );
}
