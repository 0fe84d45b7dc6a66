/** The type of `await searchParams` in a page. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

type ListParams = {
  q: string;
  /** From 1. */
  page: number;
  pageSize: number;
  sort: { by: string; descending: boolean };
};

type Rules = {
  /** Names allowed in `?sort=`. */
  sortable: readonly string[];
  /** "name" or "-name". */
  defaultSort: string;
  pageSize?: number;
};

/** The list parameters of an address: `?q=…&page=2&sort=-name`. Invalid ones fall back to the defaults. */
export function readListParams(params: SearchParams, rules: Rules): ListParams {
  const page = Number(readParam(params, "page"));
  const requested = parseSort(readParam(params, "sort"));
  return {
    q: readParam(params, "q").trim().slice(0, 200),
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
    pageSize: rules.pageSize ?? 50,
    sort: rules.sortable.includes(requested.by) ? requested : parseSort(rules.defaultSort),
  };
}

/** One parameter as text: the first one if it is repeated, "" if it is missing. */
export function readParam(params: SearchParams, name: string): string {
  const value = params[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** "-name" -> { by: "name", descending: true }. */
export function parseSort(text: string): { by: string; descending: boolean } {
  return text.startsWith("-") ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}
