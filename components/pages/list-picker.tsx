"use client";

import Link from "next/link";
import { useId, useState } from "react";
import { SearchInput } from "@/components/patterns/search-input";
import { useScope } from "@/components/patterns/use-scope";
import { Checkbox } from "@/components/ui/checkbox";
import { includesTyped } from "@/lib/format/fold";
import type { PageListName } from "@/lib/pages/views";

const FILTER_FROM = 9;

type Props = {
  lists: readonly PageListName[];
  chosen: readonly number[];
  onChange: (ids: number[]) => void;
  error?: string;
};

/** Selects the user lists that open a page. */
export function ListPicker({ lists, chosen, onChange, error }: Props) {
  const id = useId();
  const { org, workspace } = useScope();
  const [filter, setFilter] = useState("");
  if (lists.length === 0) {
    return (
      <p className="rounded-md border bg-subtle px-3 py-2.5 text-muted-foreground text-sm">
        There are no user lists yet.{" "}
        <Link href={`/${org}/${workspace}/lists`} className="text-primary hover:underline">
          Create a list first
        </Link>
        , or open the page to everyone.
      </p>
    );
  }
  const shown = lists.filter(({ name }) => includesTyped(name, filter));
  const toggle = (listId: number, on: boolean) =>
    onChange(on ? [...chosen, listId] : chosen.filter((each) => each !== listId));
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-sm">User lists</legend>
      {lists.length >= FILTER_FROM ? (
        <SearchInput
          label="Search lists"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      ) : null}
      <ul className="max-h-60 divide-y overflow-y-auto rounded-md border">
        {shown.map((list) => (
          <li key={list.id}>
            <label
              htmlFor={`${id}-${list.id}`}
              className="flex cursor-pointer items-center gap-2.5 px-3 py-2 hover:bg-subtle"
            >
              <Checkbox
                id={`${id}-${list.id}`}
                checked={chosen.includes(list.id)}
                onCheckedChange={(on) => toggle(list.id, on === true)}
              />
              <span className="wrap-anywhere min-w-0 text-sm">{list.name}</span>
            </label>
          </li>
        ))}
        {shown.length === 0 ? (
          <li className="px-3 py-2 text-muted-foreground text-sm">No results for “{filter.trim()}”</li>
        ) : null}
      </ul>
      {error ? (
        <p id={`${id}-error`} className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
