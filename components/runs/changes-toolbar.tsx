"use client";

import type { ReactNode } from "react";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";

export type Choice = { value: string; label: string };

type Props = {
  /** Kinds and standings that the plan has, with how many. */
  kinds: readonly Choice[];
  standings: readonly Choice[];
  right: ReactNode;
};

/** Search and filters of a plan, kept in the address. */
export function ChangesToolbar({ kinds, standings, right }: Props) {
  return (
    <ListToolbar right={right}>
      <SearchBox label="Search changes" placeholder="Name, e-mail or ID" />
      <FilterSelect param="kind" label="Kind of change" all="All changes" options={kinds} />
      {standings.length > 0 ? (
        <FilterSelect param="status" label="State of the change" all="Any state" options={standings} />
      ) : null}
      <ClearFilters params={["q", "kind", "status"]} />
    </ListToolbar>
  );
}
