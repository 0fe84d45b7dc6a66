/** Parameters of the address of the users' table that a view keeps, as text: what it is narrowed to, its order and columns. */
export const VIEW_PARAMS = ["q", "state", "source", "filter", "sort", "columns"] as const;

export type ViewPlace = { readonly [Param in (typeof VIEW_PARAMS)[number]]?: string };
