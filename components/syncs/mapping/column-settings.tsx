"use client";

import { SlidersHorizontal } from "lucide-react";
import { useId } from "react";
import { DateFormatField } from "@/components/syncs/mapping/date-format-field";
import { SeparatorField } from "@/components/syncs/mapping/separator-field";
import { ValueAliases } from "@/components/syncs/mapping/value-aliases";
import { Button } from "@/components/ui/button";
import { Field, FieldHelp, FieldLabel } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import {
  Sheet,
  SheetClose,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
  SheetTrigger,
} from "@/components/ui/sheet";
import { hasOptions } from "@/lib/fields/types";
import type { ColumnTarget, TeamsTarget } from "@/lib/sync/mapping";
import type { ProfileField } from "@/lib/sync/types";
import { TEAMS_LABEL } from "@/lib/syncs/describe-mapping";

type Settable = Extract<ColumnTarget, { kind: "field" }> | TeamsTarget;

type Props<T extends Settable> = {
  header: string;
  samples: readonly string[];
  target: T;
  /** The field it fills; undefined for teams. */
  field: ProfileField | undefined;
  onChange: (target: T) => void;
};

/** How the cells of one column are read: opens at the side. */
export function ColumnSettings<T extends Settable>({ header, samples, target, field, onChange }: Props<T>) {
  const id = useId();
  const fills = field?.label ?? TEAMS_LABEL;
  const isChoice = target.kind === "teams" || (field !== undefined && hasOptions(field.type));
  const isSeveral = target.kind === "teams" || field?.type === "multiple_choice";
  const set = (change: Partial<Settable>) => onChange({ ...target, ...change });
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`How the column ${header} is read`}
          title="How it is read"
        >
          <SlidersHorizontal aria-hidden="true" />
        </Button>
      </SheetTrigger>
      <SheetContent>
        <SheetHeader>
          <SheetTitle className="wrap-anywhere">{header}</SheetTitle>
          <SheetDescription>How its cells become {fills}. Saved with the mapping.</SheetDescription>
        </SheetHeader>
        <div className="grid content-start gap-5 overflow-y-auto p-4">
          {isSeveral ? (
            <SeparatorField
              value={target.separator ?? ""}
              onChange={(separator) => set({ separator: separator || undefined })}
            />
          ) : null}
          {target.kind === "field" && field?.type === "date" ? (
            <DateFormatField
              value={target.dateFormat ?? ""}
              samples={samples}
              onChange={(dateFormat) => set({ dateFormat: dateFormat || undefined } as Partial<Settable>)}
            />
          ) : null}
          <Policy
            id={`${id}-blank`}
            label="A blank cell"
            value={target.blank}
            options={{
              clear: target.kind === "teams" ? "Takes the user out of the file's teams" : "Clears the field",
              keep: "Keeps what is there",
            }}
            onChange={(blank) => set({ blank })}
          />
          {isChoice ? (
            <Policy
              id={`${id}-unknown`}
              label={target.kind === "teams" ? "A team that is not there yet" : "A value that no option has"}
              value={target.unknown ?? (target.kind === "teams" ? "add" : "warn")}
              options={{
                warn: "Is left out, with a warning",
                add: target.kind === "teams" ? "Is added as a team" : "Is added as an option",
              }}
              help="What is added is shown in the plan before anything is changed."
              onChange={(unknown) => set({ unknown })}
            />
          ) : null}
          {isChoice ? (
            <ValueAliases
              aliases={target.aliases ?? {}}
              options={field ? field.options : null}
              samples={samples}
              separator={target.separator}
              onChange={(aliases) => set({ aliases: Object.keys(aliases).length > 0 ? aliases : undefined })}
            />
          ) : null}
        </div>
        <SheetFooter>
          <SheetClose asChild>
            <Button>Done</Button>
          </SheetClose>
        </SheetFooter>
      </SheetContent>
    </Sheet>
  );
}

type PolicyProps<V extends string> = {
  id: string;
  label: string;
  value: V;
  options: Readonly<Record<V, string>>;
  help?: string;
  onChange: (value: V) => void;
};

function Policy<V extends string>({ id, label, value, options, help, onChange }: PolicyProps<V>) {
  // The keys of `options` are what it is made of.
  const values = Object.keys(options) as V[];
  return (
    <Field>
      <FieldLabel htmlFor={id}>{label}</FieldLabel>
      <Select
        value={value}
        onValueChange={(chosen) => {
          const found = values.find((candidate) => candidate === chosen);
          if (found) onChange(found);
        }}
      >
        <SelectTrigger id={id}>
          <SelectValue>{options[value]}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          {values.map((candidate) => (
            <SelectItem key={candidate} value={candidate}>
              {options[candidate]}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {help ? <FieldHelp>{help}</FieldHelp> : null}
    </Field>
  );
}
