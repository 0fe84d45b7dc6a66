"use client";

import { FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { AddFilter } from "@/components/users/add-filter";
import { ColumnChoice } from "@/components/users/column-choice";
import { type FilterChip, FilterChips } from "@/components/users/filter-chips";
import type { FilterWords } from "@/components/users/filter-topics";

type Props = {
  words: FilterWords;
  chips: readonly FilterChip[];
  columns: { chosen: readonly string[]; cookie: string; path: string };
};

/** Search and filters of the users, kept in the address, and the columns, kept in a cookie. */
export function UsersToolbar({ words, chips, columns }: Props) {
  return (
    <div className="grid gap-2">
      <ListToolbar
        right={
          <>
            <FilterSelect
              param="sort"
              label="Order"
              all="By name"
              options={[{ value: "newest", label: "Newest first" }]}
            />
            <ColumnChoice {...columns} fields={words.fields} />
          </>
        }
      >
        <SearchBox label="Search users" placeholder="Name, e-mail or ID" />
        <FilterSelect
          param="state"
          label="State"
          all="Active"
          options={[{ value: "removed", label: "Removed" }]}
        />
        <AddFilter {...words} />
      </ListToolbar>
      <FilterChips chips={chips} />
    </div>
  );
}
