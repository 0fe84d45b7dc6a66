import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonVariants } from "@/components/ui/button-variants";
import { cn } from "@/lib/cn";

export function Pagination({ className, ...props }: ComponentProps<"nav">) {
  return (
    <nav
      data-slot="pagination"
      aria-label="Pages"
      className={cn("flex items-center gap-1", className)}
      {...props}
    />
  );
}

type StepProps = { href: string | null; direction: "previous" | "next" };

/** A link to the previous or next page; disabled without an address. */
export function PaginationStep({ href, direction }: StepProps) {
  const label = direction === "previous" ? "Previous page" : "Next page";
  const Icon = direction === "previous" ? ChevronLeft : ChevronRight;
  const classes = cn(buttonVariants({ variant: "outline", size: "icon-sm" }));
  if (href === null) {
    return (
      <span className={cn(classes, "pointer-events-none opacity-40")} aria-hidden="true">
        <Icon />
      </span>
    );
  }
  return (
    <Link className={classes} href={href} aria-label={label}>
      <Icon aria-hidden="true" />
    </Link>
  );
}
