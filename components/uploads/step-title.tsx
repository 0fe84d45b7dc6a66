import { Check } from "lucide-react";
import { cn } from "@/lib/cn";

/** "2 File contents", with a check mark once it is done. */
export function StepTitle({ step, done, title }: { step: number; done: boolean; title: string }) {
  return (
    <span className="flex items-center gap-2.5">
      <span
        className={cn(
          "flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs",
          done ? "border-success-line bg-success-soft text-success" : "bg-subtle text-muted-foreground",
        )}
      >
        {done ? <Check className="size-3.5" aria-label="Done" /> : step}
      </span>
      {title}
    </span>
  );
}
