"use client";

import type { ReactNode } from "react";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";

export type Choice = { value: string; label: string };

type Props = {
  /** Kinds and statuses in the plan, with their counts. */
  kinds: readonly Choice[];
  standings: readonly Choice[];
  right: ReactNode;
};

/** Search and filters of a plan, stored in the URL. */
export function ChangesToolbar({ kinds, standings, right }: Props) {
  return (
    <ListToolbar right={right}>
      <SearchBox label="Search changes" placeholder="Name, e-mail or ID" />
      <FilterSelect param="kind" label="Type of change" all="All changes" options={kinds} />
      {standings.length > 0 ? (
        <FilterSelect param="status" label="Status" all="All statuses" options={standings} />
      ) : null}
      <ClearFilters params={["q", "kind", "status"]} />
    </ListToolbar>
  );
}
