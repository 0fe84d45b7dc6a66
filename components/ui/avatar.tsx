import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { initials } from "@/lib/format/person";

/** A person's initials. Decorative: the name is shown beside it. */
export function Avatar({
  name,
  email = "",
  className,
  ...props
}: ComponentProps<"span"> & { name: string; email?: string }) {
  return (
    <span
      data-slot="avatar"
      aria-hidden="true"
      className={cn(
        "inline-flex size-7 shrink-0 select-none items-center justify-center rounded-full border border-primary-line bg-primary-soft font-medium text-2xs text-primary",
        className,
      )}
      {...props}
    >
      {initials(name || email)}
    </span>
  );
}
