"use client";

import { ChevronDown, X } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { OptionList, type OptionListProps } from "@/components/patterns/option-list";
import { Button } from "@/components/ui/button";
import { inputClasses } from "@/components/ui/input-classes";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";

type Trigger = Omit<ComponentProps<typeof PopoverTrigger>, "value" | "onChange" | "onSelect" | "children">;

type Props<V extends string> = Trigger &
  Pick<OptionListProps<V>, "label" | "options" | "search" | "empty"> & {
    selected: readonly V[];
    /** Gets the selected values in the order of the options. */
    onChange: (selected: V[]) => void;
    multiple?: boolean;
    placeholder?: string;
    /** Adds a button that clears the selection. */
    clearable?: boolean;
  };

/** A control that opens a list with a search: one value, which closes the list, or several. */
export function Combobox<V extends string>(props: Props<V>) {
  const { label, options, search, empty, selected, onChange, multiple, clearable, ...rest } = props;
  const { placeholder = "Choose", className, ...trigger } = rest;
  const [open, setOpen] = useState(false);
  const names = options.flatMap((option) => (selected.includes(option.value) ? [option.label] : []));

  function select(value: V) {
    if (!multiple) {
      onChange([value]);
      setOpen(false);
      return;
    }
    const next = new Set(selected);
    if (!next.delete(value)) next.add(value);
    onChange(options.flatMap((option) => (next.has(option.value) ? [option.value] : [])));
  }

  return (
    <div className="flex min-w-0 items-center gap-1">
      {/* Modal, or a dialog around it would keep the wheel from scrolling the list. */}
      <Popover open={open} onOpenChange={setOpen} modal>
        <PopoverTrigger
          type="button"
          role="combobox"
          {...trigger}
          className={cn(
            inputClasses,
            "flex min-h-8 flex-1 items-center justify-between gap-2 px-2.5 py-1 text-left text-base max-md:min-h-10",
            className,
          )}
        >
          <span className={cn("wrap-anywhere line-clamp-3 min-w-0", names.length === 0 && "text-faint")}>
            {names.join(", ") || placeholder}
          </span>
          <ChevronDown className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
        </PopoverTrigger>
        <PopoverContent aria-label={label} className="w-(--radix-popover-trigger-width) min-w-60 p-0">
          <OptionList
            label={label}
            options={options}
            selected={selected}
            search={search}
            empty={empty}
            onSelect={select}
          />
        </PopoverContent>
      </Popover>
      {clearable && names.length > 0 ? (
        <Button variant="ghost" size="icon" aria-label={`Clear ${label}`} onClick={() => onChange([])}>
          <X aria-hidden="true" />
        </Button>
      ) : null}
    </div>
  );
}
