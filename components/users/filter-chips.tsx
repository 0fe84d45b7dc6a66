"use client";

import { TriangleAlert, X } from "lucide-react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";
import type { FilterChip } from "@/lib/users/filter-chips";

/** The active filters, each with a button that removes it. */
export function FilterChips({ chips }: { chips: readonly FilterChip[] }) {
  const { set } = useUrlParams();
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-1.5" aria-label="Filters">
      {chips.map(({ key, label, without, isGone }) => (
        <li
          key={key}
          className="inline-flex h-7 max-w-full items-center rounded-md border bg-subtle pl-2 text-sm max-md:h-9"
        >
          {isGone ? (
            <TriangleAlert className="mr-1.5 size-3.5 shrink-0 text-held" aria-label="Nobody matches:" />
          ) : null}
          <span className="truncate" title={label}>
            {label}
          </span>
          <button
            type="button"
            aria-label={`Remove filter: ${label}`}
            onClick={() => set(without)}
            className="flex h-full w-7 shrink-0 items-center justify-center rounded-md text-muted-foreground hover:text-foreground max-md:w-9"
          >
            <X className="size-3.5" aria-hidden="true" />
          </button>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <Button variant="ghost" size="sm" onClick={() => set({ filter: null, source: null })}>
            Clear filters
          </Button>
        </li>
      ) : null}
    </ul>
  );
}
