"use client";

import { Check } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { SAME_LABELS } from "@/components/runs/match-labels";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import type { MatchOn } from "@/lib/model/plan";
import { chooseSameAction } from "@/lib/runs/actions";

type Props = {
  runId: string;
  /** One line, or all lines with the same kind of match. */
  lines: { changeIds: number[] } | { on: MatchOn };
  /** The current choice; null if lines differ. */
  isSame: boolean | null;
  /** The accessible name of the buttons. */
  label: string;
};

/** Same person or a different one. Saved immediately, because it changes the plan. */
export function MatchChoice({ runId, lines, isSame, label }: Props) {
  const scope = useScope();
  const all = "on" in lines;
  const { run, pending } = useAction(chooseSameAction, {
    success: ({ lines }) => (lines === 1 ? "Plan updated" : `${plural(lines, "line")} updated`),
  });
  const button = (value: boolean, text: string) => (
    <Button
      variant={isSame === value ? "secondary" : "outline"}
      size="sm"
      aria-pressed={isSame === value}
      disabled={pending}
      onClick={() => (isSame === value ? undefined : void run(scope, { runId, isSame: value, ...lines }))}
    >
      {isSame === value ? <Check aria-hidden="true" /> : null}
      {all ? `${text} (all)` : text}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a row of buttons everywhere.
    <div role="group" aria-label={label} className="flex flex-wrap gap-2 max-sm:[&_[data-slot=button]]:h-10">
      {button(true, SAME_LABELS.same)}
      {button(false, SAME_LABELS.other)}
    </div>
  );
}
