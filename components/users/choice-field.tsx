"use client";

import { Check, ChevronDown, X } from "lucide-react";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field-props";
import { OptionalMark } from "@/components/patterns/optional-mark";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from "@/components/ui/form";
import { inputClasses } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import type { FieldOption } from "@/lib/model/field";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  options: readonly FieldOption[];
  /** Values are option ids as text: one ("" for none), or an array. */
  multiple: boolean;
  /** Inside a dialog the popover must be modal too, or its list can't be scrolled. */
  inDialog?: boolean;
};

const SEARCH_FROM = 8;

/** Single or multiple choice with search; can be cleared. */
export function ChoiceField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { control, name, label, help, optional, className, options, multiple, inDialog } = props;
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={className}>
          <FormLabel>
            {label}
            {optional ? <OptionalMark /> : null}
          </FormLabel>
          <Chooser
            options={options}
            multiple={multiple}
            chosen={[field.value].flat().filter(Boolean)}
            onChange={(ids) => field.onChange(multiple ? ids : (ids[0] ?? ""))}
            onBlur={field.onBlur}
            label={label}
            inDialog={inDialog}
          />
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}

type ChooserProps = Pick<Props<FieldValues, FieldValues>, "options" | "multiple" | "label" | "inDialog"> & {
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  onBlur: () => void;
};

function Chooser({ options, multiple, chosen, onChange, onBlur, label, inDialog }: ChooserProps) {
  const [open, setOpen] = useState(false);
  const picked = options.filter((option) => chosen.includes(String(option.id)));

  function toggle(id: string) {
    if (!multiple) {
      onChange([id]);
      setOpen(false);
      return;
    }
    const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
    onChange(options.map((option) => String(option.id)).filter((other) => next.includes(other)));
  }

  return (
    <div className="flex items-center gap-1">
      <Popover modal={inDialog} open={open} onOpenChange={setOpen}>
        <FormControl>
          <PopoverTrigger
            type="button"
            onBlur={onBlur}
            className={cn(
              inputClasses,
              "flex h-auto min-h-8 min-w-0 flex-1 items-center justify-between gap-2 px-2.5 py-1 text-left text-base",
            )}
          >
            <span className="flex min-w-0 flex-wrap gap-1">
              {picked.length === 0 ? <span className="text-faint">Choose</span> : null}
              {picked.map((option) =>
                multiple ? (
                  <Badge key={option.id} className="max-w-full text-foreground">
                    <span className="truncate">{option.label}</span>
                  </Badge>
                ) : (
                  <span key={option.id} className="truncate">
                    {option.label}
                  </span>
                ),
              )}
            </span>
            <ChevronDown className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
          </PopoverTrigger>
        </FormControl>
        <PopoverContent className="w-(--radix-popover-trigger-width) min-w-56 p-0">
          <Command>
            {options.length >= SEARCH_FROM ? <CommandInput placeholder="Search options" /> : null}
            <CommandList aria-label={label}>
              <CommandEmpty />
              <CommandGroup>
                {options.map((option) => {
                  const id = String(option.id);
                  const on = chosen.includes(id);
                  return (
                    <CommandItem
                      key={id}
                      value={`${option.label} ${id}`}
                      aria-checked={on}
                      onSelect={() => toggle(id)}
                    >
                      <Check className={cn("size-4", !on && "opacity-0")} aria-hidden="true" />
                      {option.label}
                    </CommandItem>
                  );
                })}
              </CommandGroup>
            </CommandList>
          </Command>
        </PopoverContent>
      </Popover>
      {picked.length > 0 ? (
        <Button variant="ghost" size="icon" aria-label={`Clear ${label}`} onClick={() => onChange([])}>
          <X aria-hidden="true" />
        </Button>
      ) : null}
    </div>
  );
}
