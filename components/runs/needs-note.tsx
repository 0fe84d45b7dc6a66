"use client";

import type { Tick, Ticks } from "@/components/runs/ticks";
import { Button } from "@/components/ui/button";

type Props = {
  tick: Tick;
  ticks: Ticks;
  /** Null for people who may not decide. */
  onTick: ((more: readonly Tick[]) => void) | null;
};

/** For a change that takes an address only another change frees: which one, and to tick that one too. */
export function NeedsNote({ tick, ticks, onTick }: Props) {
  const missing = tick.needs.filter(({ id }) => !ticks.has(id));
  const [first] = missing;
  if (!onTick || !ticks.has(tick.id) || !first) {
    return (
      <p className="text-muted-foreground text-xs">Takes an address that {namesOf(tick.needs)} frees.</p>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-held text-sm">
      Waits for {namesOf(missing)}, which {missing.length === 1 ? "is" : "are"} not ticked.
      <Button
        variant="outline"
        size="sm"
        onClick={() => onTick([tick, ...missing.map((need) => ({ ...need, needs: [] }))])}
      >
        {missing.length === 1 ? "Tick both" : `Tick all ${missing.length + 1}`}
      </Button>
    </p>
  );
}

const NAMED = 3;

function namesOf(needs: Tick["needs"]): string {
  const ids = needs.slice(0, NAMED).map(({ csvId }) => csvId);
  if (ids.length === 1) return `the change of ID ${ids[0]}`;
  const more = needs.length - ids.length;
  return `the changes of IDs ${ids.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
