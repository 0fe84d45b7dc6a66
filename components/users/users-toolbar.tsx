"use client";

import { FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { AddFilter } from "@/components/users/add-filter";
import { ColumnChoice } from "@/components/users/column-choice";
import { FilterChips } from "@/components/users/filter-chips";
import type { FilterChip } from "@/lib/users/filter-chips";
import type { FilterVocabulary } from "@/lib/users/filter-topics";

type Props = {
  vocabulary: FilterVocabulary;
  chips: readonly FilterChip[];
  columns: { chosen: readonly string[]; cookie: string; path: string };
};

/** Search and filters (in the address) and columns (in a cookie) of the table of users. */
export function UsersToolbar({ vocabulary, chips, columns }: Props) {
  return (
    <div className="grid gap-2">
      <ListToolbar
        right={
          <>
            <FilterSelect
              param="sort"
              label="Sort"
              all="By name"
              options={[{ value: "newest", label: "Newest first" }]}
            />
            <ColumnChoice {...columns} fields={vocabulary.fields} />
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
        <AddFilter {...vocabulary} />
      </ListToolbar>
      <FilterChips chips={chips} />
    </div>
  );
}
