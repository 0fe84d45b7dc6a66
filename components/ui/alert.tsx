import type { VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { alertVariants } from "@/components/ui/alert-variants";
import { cn } from "@/lib/cn";

const ICONS = {
  neutral: Info,
  success: CircleCheck,
  running: LoaderCircle,
  held: TriangleAlert,
  danger: CircleAlert,
} as const;

/** A message in the page. The tone sets the icon; `held` is also the tone of warnings. */
export function Alert({
  className,
  tone,
  children,
  ...props
}: ComponentProps<"div"> & VariantProps<typeof alertVariants>) {
  const Icon = ICONS[tone ?? "neutral"];
  return (
    <div
      data-slot="alert"
      role={tone === "danger" ? "alert" : "status"}
      className={cn(alertVariants({ tone }), className)}
      {...props}
    >
      <Icon aria-hidden="true" />
      {children}
    </div>
  );
}

export function AlertTitle({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="alert-title"
      className={cn("col-start-2 text-pretty font-medium", className)}
      {...props}
    />
  );
}

export function AlertDescription({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="alert-description"
      className={cn("col-start-2 flex min-w-0 flex-col gap-1 text-pretty text-muted-foreground", className)}
      {...props}
    />
  );
}

export function AlertActions({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="alert-actions"
      className={cn("col-start-2 mt-1.5 flex flex-wrap gap-2", className)}
      {...props}
    />
  );
}
