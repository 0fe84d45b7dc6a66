import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const alertVariants = cva(
  "relative grid w-full grid-cols-[1rem_1fr] items-start gap-x-2.5 gap-y-1 rounded-md border px-3 py-2.5 text-foreground [&>svg]:mt-[3px] [&>svg]:size-4",
  {
    variants: {
      tone: {
        neutral: "bg-subtle [&>svg]:text-muted-foreground",
        success: "border-success-line bg-success-soft [&>svg]:text-success",
        running: "border-running-line bg-running-soft [&>svg]:text-running",
        held: "border-held-line bg-held-soft [&>svg]:text-held",
        danger: "border-danger-line bg-danger-soft [&>svg]:text-danger",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

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
