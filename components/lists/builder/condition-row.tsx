"use client";

import { CopyPlus, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { useBuilder } from "@/components/lists/builder/builder-context";
import { Combobox } from "@/components/patterns/combobox";
import { OptionSelect } from "@/components/patterns/option-select";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import { unreachable } from "@/lib/errors";
import { type DraftCondition, needs } from "@/lib/rules/draft";
import type { Choice, Topic } from "@/lib/rules/topics";

type Props = { condition: DraftCondition; path: readonly number[] };

/** One condition: field, operator and value. */
export function ConditionRow({ condition, path }: Props) {
  const { topics, edit, errorAt, focusKey, canAdd } = useBuilder();
  const id = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focusKey === condition.key) first.current?.focus();
  }, [focusKey, condition.key]);
  const topic = topics.find(({ value }) => value === condition.topic);
  const error = errorAt(path);
  const name = `Condition ${path.map((at) => at + 1).join(".")}`;
  const set = (changes: Partial<DraftCondition>) =>
    edit({ do: "set", key: condition.key, part: { ...condition, ...changes } });

  function chooseField(value: string) {
    const next = topics.find((candidate) => candidate.value === value);
    set({ topic: value, op: next?.ops[0]?.value ?? "", picked: [], text: "" });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own box inside the group
    <div role="group" aria-label={name} className="@container grid gap-1">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 rounded-md border bg-background p-2 @xl:grid-cols-[minmax(0,11rem)_minmax(0,9.5rem)_minmax(0,1fr)_auto]">
        <Select value={condition.topic} onValueChange={(value) => value !== "" && chooseField(value)}>
          <SelectTrigger
            ref={first}
            aria-label={`${name}: field`}
            aria-invalid={error && !topic ? true : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
          >
            <SelectValue placeholder="Choose a field">
              {topic?.label ?? (condition.topic === "" ? undefined : "A deleted field")}
            </SelectValue>
          </SelectTrigger>
          <SelectContent className="max-w-[calc(100vw-2rem)]">
            {groupsOf(topics).map(([group, members]) => (
              <SelectGroup key={group}>
                <SelectLabel>{group}</SelectLabel>
                {members.map(({ value, label }) => (
                  <SelectItem key={value} value={value}>
                    {label}
                  </SelectItem>
                ))}
              </SelectGroup>
            ))}
          </SelectContent>
        </Select>
        <div className="order-last col-span-2 @xl:order-none @xl:col-span-1">
          {topic ? (
            <Operators name={name} ops={topic.ops} op={condition.op} choose={(op) => set({ op })} />
          ) : null}
        </div>
        <div className="order-last col-span-2 min-w-0 @xl:order-none @xl:col-span-1">
          {topic ? (
            <Value
              name={name}
              topic={topic}
              condition={condition}
              set={set}
              invalid={Boolean(error)}
              describedBy={error ? `${id}-error` : undefined}
            />
          ) : null}
        </div>
        <div className="flex items-start">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Duplicate ${name.toLowerCase()}`}
            disabled={!canAdd(1)}
            onClick={() => edit({ do: "copy", key: condition.key })}
            className="text-muted-foreground"
          >
            <CopyPlus aria-hidden="true" />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove ${name.toLowerCase()}`}
            onClick={() => edit({ do: "remove", key: condition.key })}
            className="text-muted-foreground hover:text-danger"
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}

type OperatorsProps = { name: string; ops: readonly Choice[]; op: string; choose: (op: string) => void };

function Operators({ name, ops, op, choose }: OperatorsProps) {
  return (
    <OptionSelect
      aria-label={`${name}: operator`}
      options={ops}
      value={op}
      onChange={choose}
      placeholder="Operator"
    />
  );
}

type ValueProps = {
  name: string;
  topic: Topic;
  condition: DraftCondition;
  set: (changes: Partial<DraftCondition>) => void;
  invalid: boolean;
  describedBy: string | undefined;
};

function Value({ name, topic, condition, set, invalid, describedBy }: ValueProps) {
  const label = `${name}: ${topic.label}`;
  const need = needs(condition.op);
  switch (need) {
    case "nothing":
      return null;
    case "picks":
      return (
        <Combobox
          id={`${condition.key}-value`}
          aria-label={label}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          label={label}
          options={[...deletedPicks(condition, topic), ...topic.choices]}
          selected={condition.picked}
          onChange={(picked) => set({ picked })}
          multiple
          placeholder={`Choose ${topic.noun}s`}
          search={`Search ${topic.noun}s`}
          empty={`No ${topic.noun}s yet`}
        />
      );
    case "text":
    case "number":
    case "date":
      return (
        <Input
          type={need === "date" ? "date" : "text"}
          inputMode={need === "number" ? "decimal" : undefined}
          aria-label={label}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          maxLength={200}
          placeholder={need === "number" ? "0" : "Text, upper or lower case"}
          value={condition.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      );
    default:
      return unreachable(need);
  }
}

/** Selected values that were deleted since: they stay, marked as deleted, until they are cleared. */
function deletedPicks({ picked }: DraftCondition, { choices, noun }: Topic): Choice[] {
  return picked
    .filter((value) => !choices.some((choice) => choice.value === value))
    .map((value) => ({ value, label: `A deleted ${noun}` }));
}

function groupsOf(topics: readonly Topic[]): [string, Topic[]][] {
  const groups = new Map<string, Topic[]>();
  for (const topic of topics) groups.set(topic.group, [...(groups.get(topic.group) ?? []), topic]);
  return [...groups];
}
