import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const WIDTHS = { narrow: "max-w-3xl", default: "max-w-6xl", wide: "max-w-none" } as const;

/** The column a page stands in. Narrow for forms, wide for tables that need the room. */
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
    <div
      className={cn(
        "mx-auto flex w-full flex-col gap-5 px-4 pt-5 pb-16 sm:px-6 sm:pt-7 lg:px-8",
        WIDTHS[width],
        className,
      )}
    >
      {children}
    </div>
  );
}
