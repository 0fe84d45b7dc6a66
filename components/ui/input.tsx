import type { ComponentProps } from "react";
import { inputClasses, lineClasses } from "@/components/ui/input-classes";
import { cn } from "@/lib/cn";

export function Input({ className, type, ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type ?? "text"}
      className={cn(inputClasses, lineClasses, className)}
      {...props}
    />
  );
}
