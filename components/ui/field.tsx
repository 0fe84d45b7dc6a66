import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function FieldHelp({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="field-help"
      className={cn("text-pretty text-muted-foreground text-xs", className)}
      {...props}
    />
  );
}

export function FieldError({ className, children, ...props }: ComponentProps<"p">) {
  if (!children) return null;
  return (
    <p data-slot="field-error" role="alert" className={cn("text-danger text-xs", className)} {...props}>
      {children}
    </p>
  );
}

export function FieldSet({ className, ...props }: ComponentProps<"fieldset">) {
  return <fieldset data-slot="field-set" className={cn("grid min-w-0 gap-4", className)} {...props} />;
}

export function FieldLegend({ className, ...props }: ComponentProps<"legend">) {
  return <legend data-slot="field-legend" className={cn("mb-3 font-semibold", className)} {...props} />;
}
