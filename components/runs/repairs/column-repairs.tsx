"use client";

import { Wrench } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Field } from "@/components/patterns/field";
import { OptionSelect, type SelectOption } from "@/components/patterns/option-select";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { repairColumnsAction } from "@/lib/runs/actions";
import type { ColumnProblem } from "@/lib/runs/repairs/column-problems";
import { revealed } from "@/lib/values/same-text";

type Problem = Omit<ColumnProblem, "target">;

/** Columns are offered by their place, so that none of them can be taken for this. */
const WITHOUT = "without";

/** What a file lacks: which of its columns it is now, or that the sync goes on without it. Then a preview starts. */
export function ColumnRepairs({ runId, problems }: { runId: string; problems: readonly Problem[] }) {
  const id = useId();
  const scope = useScope();
  const router = useRouter();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [isAsked, setIsAsked] = useState(false);
  const { run, pending } = useAction(repairColumnsAction, {
    success: "Mapping changed. Preview started.",
    onDone: (next) => router.push(`/${scope.org}/${scope.workspace}/runs/${next.runId}`),
  });
  const answers = problems.map((problem) => ({
    problem,
    answer:
      chosen[problem.header] ??
      (problem.probable ? `${problem.choices.indexOf(problem.probable.header)}` : ""),
  }));
  const isOpen = answers.some(({ answer }) => answer === "");

  function repair(): void {
    setIsAsked(true);
    if (isOpen) return;
    const repairs = answers.map(({ problem, answer }) => ({
      header: problem.header,
      column: answer === WITHOUT ? null : (problem.choices[Number(answer)] ?? null),
    }));
    void run(scope, { runId, repairs });
  }

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3 rounded-lg border bg-card px-4 py-3.5">
      <div className="grid gap-1">
        <h2 id={`${id}-title`} className="wrap-anywhere font-semibold">
          {titleOf(problems)}
        </h2>
        <p className="text-pretty text-muted-foreground text-sm">
          Your choice is saved in the mapping of the sync. Then a preview shows what would change; nothing
          changes before someone applies it.
        </p>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {answers.map(({ problem, answer }) => (
          <Field
            key={problem.header}
            label={labelOf(problem)}
            help={helpOf(problem, answer)}
            error={isAsked && answer === "" ? "Choose a column." : undefined}
          >
            {(control) => (
              <OptionSelect
                {...control}
                options={optionsFor(problem)}
                value={answer}
                placeholder="Choose a column"
                onChange={(next) => setChosen((before) => ({ ...before, [problem.header]: next }))}
              />
            )}
          </Field>
        ))}
      </div>
      <Button className="w-fit max-w-full" pending={pending} onClick={repair}>
        <Wrench aria-hidden="true" />
        <span className="min-w-0 truncate">{buttonOf(answers)}</span>
      </Button>
    </section>
  );
}

function titleOf(problems: readonly Problem[]): string {
  const [only, other] = problems;
  if (!only || other) return `${problems.length} columns are missing or renamed`;
  return only.probable
    ? `“${revealed(only.probable.header)}” is probably “${revealed(only.header)}”`
    : `“${revealed(only.header)}” is missing or renamed`;
}

function labelOf({ header, fills }: Problem): string {
  return header === fills
    ? `Column “${revealed(header)}”`
    : `Column “${revealed(header)}”, which fills ${fills}`;
}

function helpOf({ fills, probable, choices }: Problem, answer: string): string | undefined {
  if (answer === WITHOUT)
    return `Users keep what they have in ${fills}. If the column comes back, it is used again.`;
  return probable && choices[Number(answer)] === probable.header && answer !== "" ? probable.why : undefined;
}

function optionsFor({ fills, choices, canBeAbsent, probable }: Problem): SelectOption[] {
  const columns = choices.map((header, at) => ({
    value: `${at}`,
    label: revealed(header),
    description: header === probable?.header ? "Probably this one" : undefined,
  }));
  return canBeAbsent ? [...columns, { value: WITHOUT, label: `Go on without ${fills}` }] : columns;
}

type Answered = { problem: Problem; answer: string };

function buttonOf(answers: readonly Answered[]): string {
  const [only, other] = answers;
  const absent = answers.filter(({ answer }) => answer === WITHOUT);
  if (!only || other)
    return absent.length === answers.length ? "Go on without them and run again" : "Use these and run again";
  if (absent.length > 0) return `Go on without ${only.problem.fills} and run again`;
  const column = only.problem.choices[Number(only.answer)];
  return only.answer === "" || column === undefined
    ? "Use it and run again"
    : `Use “${revealed(column)}” and run again`;
}
