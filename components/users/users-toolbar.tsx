"use client";

import { FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { AddFilter } from "@/components/users/add-filter";
import { ColumnChoice } from "@/components/users/column-choice";
import { DownloadMenu } from "@/components/users/download-menu";
import { FilterChips } from "@/components/users/filter-chips";
import { type ViewChoice, ViewsMenu } from "@/components/users/views-menu";
import type { ViewPlace } from "@/lib/model/saved-view";
import { readColumns, STANDARD_COLUMNS, writeColumns } from "@/lib/users/columns";
import type { FilterChip } from "@/lib/users/filter-chips";
import type { FilterVocabulary } from "@/lib/users/filter-topics";

type Props = {
  vocabulary: FilterVocabulary;
  chips: readonly FilterChip[];
  columns: { chosen: readonly string[]; cookie: string; path: string };
  views: { all: readonly ViewChoice[]; canShare: boolean };
  isRemoved: boolean;
};

/** Search, filters and order (in the address), columns (there or in a cookie), saved views and the download. */
export function UsersToolbar({ vocabulary, chips, columns, views, isRemoved }: Props) {
  const { path, chosen } = columns;
  const shown = writeColumns(chosen);
  const fieldIds = vocabulary.fields.map(({ id }) => id);
  const all = views.all.map((view) => ({ ...view, place: withColumns(view.place, fieldIds) }));
  return (
    <div className="grid gap-2">
      <ListToolbar
        right={
          <div className="flex flex-wrap items-center gap-2">
            <FilterSelect
              param="sort"
              label="Sort"
              all="By name"
              options={sortOptions(chosen, vocabulary.fields, isRemoved)}
            />
            <ColumnChoice {...columns} fields={vocabulary.fields} />
            <ViewsMenu views={all} columns={shown} path={path} canShare={views.canShare} />
            <DownloadMenu path={path} columns={shown} />
          </div>
        }
      >
        <SearchBox
          label="Search users"
          placeholder="Name, e-mail or ID"
          className="sm:w-48 min-[1400px]:w-64"
        />
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

/** A view with those of its columns that are there: one that names a field that is gone is still the one that is shown. */
function withColumns(place: ViewPlace, fieldIds: readonly number[]): ViewPlace {
  const { columns } = place;
  return columns ? { ...place, columns: writeColumns(readColumns(columns, fieldIds)) } : place;
}

/** The orders that are always offered, and those by the columns that are shown. */
function sortOptions(chosen: readonly string[], fields: FilterVocabulary["fields"], isRemoved: boolean) {
  const known = [...STANDARD_COLUMNS, ...fields.map(({ id, label }) => ({ id: `field-${id}`, label }))];
  const shown = known.filter(({ id }) => chosen.includes(id) && id !== "added");
  return [
    { value: "-name", label: "By name, reversed" },
    { value: "-added", label: "Newest first" },
    { value: "added", label: "Oldest first" },
    ...(isRemoved
      ? [
          { value: "-removed", label: "Last removed first" },
          { value: "removed", label: "First removed first" },
        ]
      : []),
    ...shown.flatMap(({ id, label }) => [
      { value: id, label: `By ${label}` },
      { value: `-${id}`, label: `By ${label}, reversed` },
    ]),
  ];
}
