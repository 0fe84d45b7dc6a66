import { Check } from "lucide-react";
import type { ColumnPlan } from "@/lib/syncs/propose/plan-columns";

/** The columns that are mapped already, in a line. */
export function KeptColumns({ plans }: { plans: readonly ColumnPlan[] }) {
  const kept = plans.filter(({ as }) => as === "kept");
  if (kept.length === 0) return null;
  const names = kept.map(({ header, kept: fills }) => (header === fills ? header : `${header} (${fills})`));
  return (
    <p className="wrap-anywhere flex gap-2 border-b px-4 py-2.5 text-sm">
      <Check className="mt-0.5 size-4 shrink-0 text-success" aria-hidden="true" />
      <span>
        <span className="text-muted-foreground">Already mapped: </span>
        {names.slice(0, SHOWN_MAX).join(", ")}
        {names.length > SHOWN_MAX ? ` and ${names.length - SHOWN_MAX} more` : ""}
      </span>
    </p>
  );
}

const SHOWN_MAX = 12;
