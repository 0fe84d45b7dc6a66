"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { OptionSelect } from "@/components/patterns/option-select";
import { SearchInput } from "@/components/patterns/search-input";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

/** The row above a list: search and filters on the left, actions on the right. */
export function ListToolbar({ children, right }: { children: ReactNode; right?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {children}
      {right ? <div className="ml-auto flex items-center gap-2 max-sm:ml-0 max-sm:grow">{right}</div> : null}
    </div>
  );
}

/** Writes the search to the address, shortly after the last key. */
export function SearchBox({
  param = "q",
  label,
  placeholder,
  className,
}: {
  param?: string;
  label: string;
  placeholder?: string;
  className?: string;
}) {
  const { get, set, pending } = useUrlParams();
  const current = get(param) ?? "";
  const [text, setText] = useState(current);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(current), [current]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function change(value: string, delayMs: number) {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set({ [param]: value.trim() || null }), delayMs);
  }

  return (
    <div className={cn("relative w-full sm:w-64", className)}>
      <SearchInput
        label={label}
        placeholder={placeholder ?? label}
        pending={pending}
        value={text}
        onChange={(event) => change(event.target.value, 250)}
        className="text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => change("", 0)}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-muted-foreground hover:text-foreground"
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

const ALL = "all";

type FilterProps = {
  param: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** The choice without a filter: "All states". */
  all: string;
};

/** A filter with one of several values, in the address. */
export function FilterSelect({ param, label, options, all }: FilterProps) {
  const { get, set } = useUrlParams();
  const value = get(param) ?? ALL;
  return (
    <OptionSelect
      aria-label={label}
      options={[{ value: ALL, label: all }, ...options]}
      value={value}
      onChange={(next) => set({ [param]: next === ALL ? null : next })}
      className="w-auto min-w-36 text-sm max-sm:grow max-sm:basis-0"
    />
  );
}

/** Clears the given filters; shown only while one is set. */
export function ClearFilters({ params }: { params: readonly string[] }) {
  const { get, set } = useUrlParams();
  if (params.every((name) => get(name) === null)) return null;
  return (
    <Button variant="ghost" onClick={() => set(Object.fromEntries(params.map((name) => [name, null])))}>
      Clear filters
    </Button>
  );
}
