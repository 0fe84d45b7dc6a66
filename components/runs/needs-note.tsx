"use client";

import type { SelectedChange, Selection } from "@/components/runs/selection";
import { Button } from "@/components/ui/button";

type Props = {
  tick: SelectedChange;
  ticks: Selection;
  /** Null for members who may not select changes. */
  onTick: ((more: readonly SelectedChange[]) => void) | null;
};

/** For a change that depends on others: which ones, and a button to select them too. */
export function NeedsNote({ tick, ticks, onTick }: Props) {
  const missing = tick.needs.filter(({ id }) => !ticks.has(id));
  const [first] = missing;
  if (!onTick || !ticks.has(tick.id) || !first) {
    return <p className="text-muted-foreground text-xs">Depends on {namesOf(tick.needs)}.</p>;
  }
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-held text-sm">
      Depends on {namesOf(missing)}, which {missing.length === 1 ? "is" : "are"} not selected.
      <Button
        variant="outline"
        size="sm"
        onClick={() => onTick([tick, ...missing.map((need) => ({ ...need, needs: [] }))])}
      >
        {missing.length === 1 ? "Select both" : `Select all ${missing.length + 1}`}
      </Button>
    </p>
  );
}

const NAMED = 3;

function namesOf(needs: SelectedChange["needs"]): string {
  const ids = needs.slice(0, NAMED).map(({ csvId }) => csvId);
  if (ids.length === 1) return `the change to ID ${ids[0]}`;
  const more = needs.length - ids.length;
  return `the changes to IDs ${ids.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
