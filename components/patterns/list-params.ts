/** What Next hands to a page as `await searchParams`. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

type ListParams = {
  q: string;
  /** From 1. */
  page: number;
  pageSize: number;
  sort: { by: string; descending: boolean };
};

type Rules = {
  /** Names that may stand in `?sort=`. */
  sortable: readonly string[];
  /** "name" or "-name". */
  defaultSort: string;
  pageSize?: number;
};

/** The list part of an address: `?q=…&page=2&sort=-name`. What can't be used falls back to the defaults. */
export function readListParams(params: SearchParams, rules: Rules): ListParams {
  const page = Number(readParam(params, "page"));
  const asked = parseSort(readParam(params, "sort"));
  return {
    q: readParam(params, "q").trim().slice(0, 200),
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
    pageSize: rules.pageSize ?? 50,
    sort: rules.sortable.includes(asked.by) ? asked : parseSort(rules.defaultSort),
  };
}

/** One parameter as text; the first when it is given twice, "" when it is missing. */
export function readParam(params: SearchParams, name: string): string {
  const value = params[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** "-name" -> { by: "name", descending: true }. */
export function parseSort(text: string): { by: string; descending: boolean } {
  return text.startsWith("-") ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}
