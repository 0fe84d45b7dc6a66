"use client";

import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";

/** Search and filters of the users, kept in the address. */
export function UsersToolbar({ syncs }: { syncs: readonly { id: string; name: string }[] }) {
  const sources = [
    { value: "manual", label: "By hand" },
    ...syncs.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <ListToolbar
      right={
        <FilterSelect
          param="sort"
          label="Order"
          all="By name"
          options={[{ value: "newest", label: "Newest first" }]}
        />
      }
    >
      <SearchBox label="Search users" placeholder="Name, e-mail or ID" />
      <FilterSelect
        param="state"
        label="State"
        all="Active"
        options={[{ value: "removed", label: "Removed" }]}
      />
      <FilterSelect param="source" label="Source" all="All sources" options={sources} />
      <ClearFilters params={["q", "state", "source"]} />
    </ListToolbar>
  );
}
