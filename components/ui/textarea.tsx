import type { ComponentProps } from "react";
import { inputClasses } from "@/components/ui/input-classes";
import { cn } from "@/lib/cn";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(inputClasses, "field-sizing-content min-h-20 px-2.5 py-1.5 text-base", className)}
      {...props}
    />
  );
}
