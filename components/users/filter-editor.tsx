"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Field } from "@/components/patterns/field";
import { OptionList } from "@/components/patterns/option-list";
import { OptionSelect } from "@/components/patterns/option-select";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { FieldType } from "@/lib/model/field";
import { type FilterTopic, isExclusive } from "@/lib/users/filter-topics";
import { endOf, rangeOf, type UserFilter } from "@/lib/users/filters";

type Props = { topic: FilterTopic; onDone: (filter: UserFilter) => void };

/** Asks for the values of a filter. */
export function FilterEditor({ topic, onDone }: Props) {
  if (topic.kind === "choices") return <Choices topic={topic} onDone={onDone} />;
  const { fieldId } = topic;
  return topic.kind === "text" ? (
    <TextValues fieldId={fieldId} onDone={onDone} />
  ) : (
    <RangeValues fieldId={fieldId} type={topic.type} onDone={onDone} />
  );
}

type ChoiceTopic = Extract<FilterTopic, { kind: "choices" }>;

function Choices({ topic, onDone }: { topic: ChoiceTopic; onDone: Props["onDone"] }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);

  function pick(value: string) {
    // A value that can't be combined with others completes the filter.
    if (topic.one || (isExclusive(value) && topic.key !== "source")) return onDone(topic.toFilter([value]));
    setChosen(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  }

  return (
    <>
      <OptionList
        label={topic.label}
        options={topic.choices}
        selected={chosen}
        onSelect={pick}
        search="Search"
        autoFocus
      />
      {topic.one ? null : (
        <div className="border-t p-2">
          <Button
            className="w-full"
            disabled={chosen.length === 0}
            onClick={() => onDone(topic.toFilter(chosen))}
          >
            {chosen.length > 1 ? `Apply (${chosen.length})` : "Apply"}
          </Button>
        </div>
      )}
    </>
  );
}

const TEXT_OPERATORS = [
  { value: "contains", label: "contains" },
  { value: "is", label: "is" },
  { value: "starts_with", label: "starts with" },
] as const;

function TextValues({ fieldId, onDone }: { fieldId: number; onDone: Props["onDone"] }) {
  const [op, setOp] = useState<(typeof TEXT_OPERATORS)[number]["value"]>("contains");
  const [text, setText] = useState("");
  const wanted = text.trim();
  return (
    <ValueForm
      fieldId={fieldId}
      onDone={onDone}
      filter={wanted ? { on: "field", fieldId, op, text: wanted } : null}
    >
      <OptionSelect aria-label="Operator" options={TEXT_OPERATORS} value={op} onChange={setOp} />
      <Input
        aria-label="Text"
        autoFocus
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </ValueForm>
  );
}

type RangeProps = { fieldId: number; type: FieldType; onDone: Props["onDone"] };

function RangeValues({ fieldId, type, onDone }: RangeProps) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [start, end] = [endOf(type, from), endOf(type, to)];
  const isValid = start !== null && end !== null;
  const filter: UserFilter | null =
    isValid && (start || end) ? { on: "range", type, fieldId, from: start, to: end } : null;
  const range = rangeOf(type);
  const input = range?.input === "date" ? ({ type: "date" } as const) : ({ inputMode: "decimal" } as const);
  return (
    <ValueForm fieldId={fieldId} onDone={onDone} filter={filter}>
      <Field label="From">
        {(control) => (
          <Input
            {...control}
            {...input}
            autoFocus
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <Field label="To">
        {(control) => (
          <Input {...control} {...input} value={to} onChange={(event) => setTo(event.target.value)} />
        )}
      </Field>
      {isValid ? null : (
        <p role="alert" className="text-danger text-xs">
          {range?.hint}
        </p>
      )}
    </ValueForm>
  );
}

type ValueFormProps = {
  fieldId: number;
  filter: UserFilter | null;
  onDone: Props["onDone"];
  children: ReactNode;
};

/** Shared by the editors of text, numbers and dates: apply, or filter by having a value at all. */
function ValueForm({ fieldId, filter, onDone, children }: ValueFormProps) {
  function send(event: FormEvent) {
    event.preventDefault();
    if (filter) onDone(filter);
  }
  return (
    <form className="grid gap-2 p-2" onSubmit={send}>
      {children}
      <Button type="submit" disabled={filter === null}>
        Apply
      </Button>
      <div className="flex gap-1">
        <Button
          variant="ghost"
          size="sm"
          className="flex-1"
          onClick={() => onDone({ on: "field", fieldId, op: "is_empty" })}
        >
          No value
        </Button>
        <Button
          variant="ghost"
          size="sm"
          className="flex-1"
          onClick={() => onDone({ on: "field", fieldId, op: "is_not_empty" })}
        >
          Any value
        </Button>
      </div>
    </form>
  );
}
