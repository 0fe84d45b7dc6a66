"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { UnknownValueRow, type ValueAnswer } from "@/components/runs/repairs/unknown-value-row";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import { repairValuesAction } from "@/lib/runs/actions";
import type { UnknownValue, UnknownValues } from "@/lib/runs/unknown-values/list";

type Props = {
  runId: string;
  unknown: UnknownValues;
  /** May add what is missing, and say what values mean. */
  canRepair: boolean;
  /** Whether the file can be read again; that of an upload is gone. */
  canRun: boolean;
  /** Starts the next run, where values are known by now. */
  again: ReactNode;
};

/** Values of a column without an option or team: added, or said what they mean, all rows at once. */
export function UnknownOptions({ runId, unknown, canRepair, canRun, again }: Props) {
  const { kind, column, field, values, options, added } = unknown;
  const noun = kind === "teams" ? "team" : "option";
  const id = useId();
  const scope = useScope();
  const router = useRouter();
  const [answers, setAnswers] = useState<ReadonlyMap<string, ValueAnswer>>(new Map());
  const { run, pending } = useAction(repairValuesAction, {
    success: (done) => `${doneText(done, noun)}${done.runId ? ". Preview started." : ""}`,
    onDone: (next) => {
      setAnswers(new Map());
      if (next.runId) router.push(`/${scope.org}/${scope.workspace}/runs/${next.runId}`);
    },
  });
  const answerOf = (each: UnknownValue) => answers.get(each.value) ?? proposed(each);
  const add = values.filter((each) => answerOf(each).add).map(({ value }) => value);
  const means = values.flatMap((each) => {
    const option = answerOf(each).means;
    return option === null ? [] : [{ value: each.value, option }];
  });
  const of = kind === "teams" || field.label === column ? "" : ` of ${field.label}`;
  const isNone = add.length + means.length === 0;

  function repair(runs: boolean): void {
    void run(scope, { runId, kind, column, add, means, runs });
  }

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3 rounded-lg border bg-card px-4 py-3">
      <div className="grid gap-1">
        <h2 id={`${id}-title`} className="wrap-anywhere font-medium">
          {values.length > 0
            ? `${plural(values.length, "value")} in ${column} without ${kind === "teams" ? "a team" : `an option${of}`}`
            : `All values in ${column} have ${kind === "teams" ? "a team" : `an option${of}`} now`}
        </h2>
        {added > 0 ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
            <p className="text-muted-foreground">
              {plural(added, "value")} of this run {added === 1 ? "is" : "are"} known now. Run the sync again
              to set {added === 1 ? "it" : "them"}.
            </p>
            {again}
          </div>
        ) : (
          <p className="text-pretty text-muted-foreground text-sm">
            These values were not imported. Add them as {noun}s, or say which {noun} they mean in this sync.
            It applies to all rows.
          </p>
        )}
      </div>
      {canRepair && values.length > 0 ? (
        <>
          <ul className="grid max-h-80 gap-x-8 gap-y-2 overflow-y-auto p-0.5 lg:grid-cols-2">
            {values.map((each) => (
              <UnknownValueRow
                key={each.value}
                value={each}
                noun={noun}
                options={options}
                answer={answerOf(each)}
                onAnswer={(answer) => setAnswers((before) => new Map(before).set(each.value, answer))}
              />
            ))}
          </ul>
          <div className="flex flex-wrap gap-2">
            {canRun ? (
              <Button size="sm" pending={pending} disabled={isNone} onClick={() => repair(true)}>
                {whatText(add.length, means.length, noun)} and run again
              </Button>
            ) : null}
            <Button
              size="sm"
              variant="outline"
              pending={pending}
              disabled={isNone}
              onClick={() => repair(false)}
            >
              {canRun ? "Save without running" : whatText(add.length, means.length, noun)}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}

/** A probable misspelling means the option that it looks like; anything else is new. */
function proposed({ meant }: UnknownValue): ValueAnswer {
  return { add: meant === null, means: meant };
}

function whatText(added: number, meant: number, noun: string): string {
  if (added === 0 && meant === 0) return `Add selected ${noun}s`;
  if (meant === 0) return `Add ${plural(added, noun)}`;
  const use = `${added === 0 ? "Use" : "use"} ${plural(meant, "meaning")}`;
  return added === 0 ? use : `Add ${plural(added, noun)}, ${use}`;
}

function doneText({ added, meant }: { added: number; meant: number }, noun: string): string {
  if (meant === 0) return `Added ${plural(added, noun)}`;
  const saved = `${plural(meant, "meaning")}`;
  return added === 0 ? `Saved ${saved}` : `Added ${plural(added, noun)}, saved ${saved}`;
}
