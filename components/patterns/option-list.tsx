"use client";

import { defaultFilter } from "cmdk";
import { Check } from "lucide-react";
import { useState } from "react";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";

type Option<V extends string = string> = {
  value: V;
  label: string;
  /** Options that follow each other under the same heading form a group. */
  heading?: string;
};

export type OptionListProps<V extends string> = {
  /** Names the list for screen readers. */
  label: string;
  options: readonly Option<V>[];
  /** Omit it for a list of links, where nothing stays selected. */
  selected?: readonly V[];
  onSelect: (value: V) => void;
  /** The placeholder of the search. */
  search: string;
  /** Shown when there are no options at all. */
  empty?: string;
  autoFocus?: boolean;
  className?: string;
  listClassName?: string;
};

/** More than these are narrowed before they are drawn: thousands would freeze the page. */
const DRAWN_MAX = 200;

/** Options with a search above them: typing narrows them, arrows and Enter select. Labels are searched, not values. */
export function OptionList<V extends string>(props: OptionListProps<V>) {
  const { label, options, selected, onSelect, search, empty, autoFocus, className, listClassName } = props;
  const [typed, setTyped] = useState("");
  const found =
    options.length > DRAWN_MAX
      ? options.filter((option) => option.label.toLowerCase().includes(typed.trim().toLowerCase()))
      : options;
  const drawn = found.length > DRAWN_MAX ? found.slice(0, DRAWN_MAX) : found;
  const more = found.length - drawn.length;
  return (
    <Command
      className={className}
      defaultValue={selected?.[0]}
      filter={(_value, typed, [name = ""] = []) => defaultFilter(name, typed)}
    >
      <CommandInput placeholder={search} aria-label={search} autoFocus={autoFocus} onValueChange={setTyped} />
      <CommandList aria-label={label} className={listClassName}>
        <CommandEmpty>{options.length === 0 ? empty : null}</CommandEmpty>
        {groupsOf(drawn).map(({ heading, members }) => (
          <CommandGroup key={heading} heading={heading}>
            {members.map((option) => (
              <CommandItem
                key={option.value}
                value={option.value}
                keywords={[option.label]}
                aria-checked={selected?.includes(option.value)}
                onSelect={() => onSelect(option.value)}
              >
                {selected ? (
                  <Check
                    className={cn("size-4", !selected.includes(option.value) && "opacity-0")}
                    aria-hidden="true"
                  />
                ) : null}
                <bdi className="wrap-anywhere min-w-0">{option.label}</bdi>
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
        {more > 0 ? (
          <p className="px-3 py-2 text-muted-foreground text-xs">
            {formatNumber(more)} more. Type to narrow them.
          </p>
        ) : null}
      </CommandList>
    </Command>
  );
}

function groupsOf<V extends string>(options: readonly Option<V>[]) {
  const groups: { heading: string | undefined; members: Option<V>[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.heading === option.heading) last.members.push(option);
    else groups.push({ heading: option.heading, members: [option] });
  }
  return groups;
}
