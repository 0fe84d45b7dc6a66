"use client";

import { Button } from "@/components/ui/button";
import type { ColumnPlan } from "@/lib/syncs/propose/plan-columns";
import { dateQuestion } from "@/lib/syncs/propose/plan-columns";

type Props = {
  /** The columns whose dates read two ways. */
  plans: readonly ColumnPlan[];
  /** The format that was chosen; null until then. */
  answer: string | null;
  /** Whether to say that the answer is missing. */
  isMissing: boolean;
  onAnswer: (isDayFirst: boolean) => void;
};

/** Asks which day is meant where the cells of a file read two ways. */
export function DateQuestion({ plans, answer, isMissing, onAnswer }: Props) {
  const asked = plans.flatMap((plan) => dateQuestion(plan.stats, plan.guess) ?? [])[0];
  if (!asked) return null;
  const names = plans.map(({ header }) => `“${header}”`).join(", ");
  return (
    <fieldset className="grid gap-2 border-b bg-held-soft p-4" id="date-question">
      <legend className="sr-only">Which day is {asked.cell}?</legend>
      <p className="font-medium text-sm" aria-hidden="true">
        Which day is {asked.cell}?
      </p>
      <p className="wrap-anywhere text-muted-foreground text-sm">
        The dates in {names} read two ways. The answer counts for all of them.
      </p>
      <div className="flex flex-wrap gap-2">
        {asked.choices.map(({ format, day }) => (
          <Button
            key={format}
            variant={answer === format ? "secondary" : "outline"}
            size="sm"
            aria-pressed={answer === format}
            onClick={() => onAnswer(format.startsWith("dd"))}
          >
            {day}
          </Button>
        ))}
      </div>
      {isMissing && answer === null ? (
        <p role="alert" className="text-danger text-sm">
          Choose the day that is meant, then save again.
        </p>
      ) : null}
    </fieldset>
  );
}
