import { type SQL, sql } from "drizzle-orm";

/** An order that users can be in: `key` of users under the alias `u`, null for names alone; `order` is by `sort_key`. */
export type OrderSpec = {
  /** Tells it from any other: what it depends on beside users is in it. */
  name: string;
  key: SQL | null;
  order: SQL;
};

export const NAMES_ORDER: OrderSpec = {
  ...{ name: "name", key: null },
  order: sql.raw("last_name_key, first_name_key, id"),
};
