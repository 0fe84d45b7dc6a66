import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** The buttons of a dialog: what leaves everything as it is comes first, the verb last, on top of it on a phone. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-footer"
      className={cn(
        "flex flex-col-reverse gap-2 sm:flex-row sm:flex-wrap sm:justify-end max-sm:[&_button]:h-10",
        className,
      )}
      {...props}
    />
  );
}
