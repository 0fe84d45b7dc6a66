"use client";

import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import type { Choice } from "@/components/lists/builder/topics";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { inputClasses } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";

type Props = {
  id: string;
  label: string;
  noun: string;
  choices: readonly Choice[];
  picked: readonly string[];
  onChange: (picked: string[]) => void;
  invalid: boolean;
  describedBy: string | undefined;
};

/** Multiple choice with search. A selected value that was deleted stays, marked as deleted, until it is cleared. */
export function MultiPick({ id, label, noun, choices, picked, onChange, invalid, describedBy }: Props) {
  const [open, setOpen] = useState(false);
  const known = new Map(choices.map(({ value, label: name }) => [value, name]));
  const gone = picked.filter((value) => !known.has(value));
  const names = picked.map((value) => known.get(value) ?? `a deleted ${noun}`);
  const toggle = (value: string) =>
    onChange(picked.includes(value) ? picked.filter((other) => other !== value) : [...picked, value]);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          id={id}
          aria-label={`${label}: ${names.join(", ") || "none selected"}`}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          className={cn(
            inputClasses,
            "flex min-h-8 items-center justify-between gap-2 px-2.5 py-1 text-left text-base max-md:min-h-10",
          )}
        >
          <span className={cn("wrap-anywhere line-clamp-2 min-w-0", names.length === 0 && "text-faint")}>
            {names.join(", ") || `Choose ${noun}s`}
          </span>
          <ChevronDown className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
        </button>
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-60 p-0">
        <Command>
          <CommandInput placeholder={`Search ${noun}s`} aria-label={`Search ${noun}s`} />
          <CommandList className="max-h-64">
            <CommandEmpty className="px-3 py-5 text-sm">
              {choices.length === 0 ? `No ${noun}s yet` : null}
            </CommandEmpty>
            <CommandGroup>
              {[...gone.map((value) => ({ value, label: `A deleted ${noun}` })), ...choices].map((choice) => (
                <CommandItem
                  key={choice.value}
                  value={choice.value}
                  keywords={[choice.label]}
                  onSelect={() => toggle(choice.value)}
                >
                  <span
                    className={cn(
                      "flex size-4 shrink-0 items-center justify-center rounded-sm border border-input",
                      picked.includes(choice.value) && "border-primary bg-primary text-primary-foreground",
                    )}
                    aria-hidden="true"
                  >
                    {picked.includes(choice.value) ? (
                      <Check className="size-3 text-primary-foreground" />
                    ) : null}
                  </span>
                  <span className="wrap-anywhere min-w-0">{choice.label}</span>
                  {picked.includes(choice.value) ? <span className="sr-only">, selected</span> : null}
                </CommandItem>
              ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
