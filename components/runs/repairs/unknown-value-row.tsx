"use client";

import { useId } from "react";
import { Combobox } from "@/components/patterns/combobox";
import { Checkbox } from "@/components/ui/checkbox";
import { plural } from "@/lib/format/plural";
import type { UnknownValue } from "@/lib/runs/unknown-values/list";
import { revealed } from "@/lib/values/same-text";

/** What is to become of a value: added, another spelling of `means`, or neither. */
export type ValueAnswer = { add: boolean; means: string | null };

type Props = {
  value: UnknownValue;
  noun: "option" | "team";
  options: readonly string[];
  answer: ValueAnswer;
  onAnswer: (answer: ValueAnswer) => void;
};

/** A value that nothing is known of: add it, or choose what it means. One excludes the other. */
export function UnknownValueRow({ value: { value, count, meant }, noun, options, answer, onAnswer }: Props) {
  const id = useId();
  const means = answer.means === null ? [] : [answer.means];
  return (
    <li className="grid min-w-0 items-center gap-x-3 gap-y-1.5 text-sm max-sm:[&>*+*]:ml-7 sm:grid-cols-[1fr_minmax(9rem,12rem)]">
      <div className="flex min-w-0 items-start gap-2.5">
        <Checkbox
          id={id}
          className="mt-0.5"
          checked={answer.add}
          onCheckedChange={() => onAnswer({ add: !answer.add, means: null })}
        />
        <label htmlFor={id} className="wrap-anywhere min-w-0 flex-1">
          {revealed(value)}
          {meant !== null && answer.means === meant ? (
            <span className="text-held"> probably means</span>
          ) : null}
          <span className="block text-muted-foreground text-xs">{plural(count, "row")}</span>
        </label>
      </div>
      {options.length > 0 ? (
        <Combobox
          label={`What ${revealed(value)} means`}
          aria-label={`${means[0] ?? "Means…"}: what ${revealed(value)} means`}
          options={options.map((option) => ({ value: option, label: option }))}
          selected={means}
          placeholder="Means…"
          search={`Search ${noun}s`}
          empty={`There are no ${noun}s yet.`}
          clearable
          onChange={([option = null]) => onAnswer({ add: false, means: option })}
        />
      ) : null}
    </li>
  );
}
