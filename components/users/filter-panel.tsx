"use client";

import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { OptionList } from "@/components/patterns/option-list";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";
import { FilterEditor } from "@/components/users/filter-editor";
import { type FilterTopic, type FilterVocabulary, topicsOf } from "@/lib/users/filter-topics";
import { readFilters, type UserFilter, writeFilters } from "@/lib/users/filters";

type Props = { vocabulary: FilterVocabulary; onDone: () => void };

/** What the popover of `AddFilter` shows: the fields to filter by, then the values of the chosen one. */
export function FilterPanel({ vocabulary, onDone }: Props) {
  const { get, set } = useUrlParams();
  const [topic, setTopic] = useState<FilterTopic | null>(null);
  const topics = topicsOf(vocabulary).flatMap(({ heading, topics: each }) =>
    each.map((one) => ({ ...one, heading })),
  );

  function add(filter: UserFilter) {
    set({ filter: writeFilters([...readFilters(get("filter") ?? ""), filter]) });
    onDone();
  }

  return topic ? (
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
    <OptionList
      label="Filter by"
      options={topics.map((each) => ({ value: each.key, label: each.label, heading: each.heading }))}
      onSelect={(key) => setTopic(topics.find((each) => each.key === key) ?? null)}
      search="Search filters"
    />
  );
}
