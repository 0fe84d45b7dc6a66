"use client";

import { Input } from "@/components/ui/input";

type Props = { value: string; onChange: (value: string) => void };

/** Finds columns by their header or by what they are mapped to. */
export function ColumnSearch({ value, onChange }: Props) {
  return (
    <div className="border-b px-4 py-2.5">
      <Input
        type="search"
        aria-label="Find a column"
        placeholder="Find a column by header or field"
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.metaKey && !event.ctrlKey) event.preventDefault();
        }}
        className="max-w-xs"
      />
    </div>
  );
}
