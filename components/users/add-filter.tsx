"use client";

import { ArrowLeft, ListFilter } from "lucide-react";
import { useState } from "react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { FilterEditor } from "@/components/users/filter-editor";
import { type FilterTopic, type FilterVocabulary, topicsOf } from "@/components/users/filter-topics";
import { readFilters, type UserFilter, writeFilters } from "@/lib/users/filters";

/** "Add filter": choose a field, then its values. The list updates immediately. */
export function AddFilter(vocabulary: FilterVocabulary) {
  const { get, set } = useUrlParams();
  const [open, setOpen] = useState(false);
  const [topic, setTopic] = useState<FilterTopic | null>(null);
  const groups = topicsOf(vocabulary);

  function add(filter: UserFilter) {
    set({ filter: writeFilters([...readFilters(get("filter") ?? ""), filter]) });
    setOpen(false);
  }

  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setTopic(null);
      }}
    >
      <PopoverTrigger asChild>
        <Button variant="outline">
          <ListFilter aria-hidden="true" />
          Add filter
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-72 p-0">
        {topic ? (
          <>
            <div className="flex items-center gap-1 border-b p-1">
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label="Back to all filters"
                onClick={() => setTopic(null)}
              >
                <ArrowLeft aria-hidden="true" />
              </Button>
              <span className="truncate font-medium text-sm">{topic.label}</span>
            </div>
            <FilterEditor topic={topic} onDone={add} />
          </>
        ) : (
          <Command>
            <CommandInput placeholder="Filter by" />
            <CommandList aria-label="Filter by">
              <CommandEmpty />
              {groups.map(({ heading, topics }) => (
                <CommandGroup key={heading} heading={heading}>
                  {topics.map((each) => (
                    <CommandItem
                      key={each.key}
                      value={`${each.label} ${each.key}`}
                      onSelect={() => setTopic(each)}
                    >
                      <span className="truncate">{each.label}</span>
                    </CommandItem>
                  ))}
                </CommandGroup>
              ))}
            </CommandList>
          </Command>
        )}
      </PopoverContent>
    </Popover>
  );
}
