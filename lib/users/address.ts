import type { UserColumn } from "@/lib/users/columns";
import { readFilters } from "@/lib/users/filters";
import { readSort, type UserQuery, type UserSort } from "@/lib/users/query";

/** What an address of the users' table asks for. */
export type AskedTable = {
  query: UserQuery & { filters: NonNullable<UserQuery["filters"]> };
  sort: UserSort;
  /** Null where it names none. */
  columns: UserColumn[] | null;
};

/** The parameters of an address, each read by its name ("" for none). What can't be read is left out. */
export function readPlace(param: (name: string) => string): AskedTable {
  const columns = param("columns");
  return {
    query: {
      search: param("q").slice(0, 200),
      state: param("state") === "removed" ? "removed" : "active",
      source: param("source").slice(0, 100) || null,
      filters: readFilters(param("filter")),
    },
    sort: readSort(param("sort")),
    columns: columns === "" || columns === "all" ? null : columns.split("."),
  };
}
