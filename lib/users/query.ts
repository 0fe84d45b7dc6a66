import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { type Node, sourceNode } from "@/lib/user-columns/conditions";
import type { UserFilter } from "@/lib/users/filters";
import { type SearchTerm, searchTerms } from "@/lib/users/search-terms";
import { filterSql } from "@/lib/users/searching.store";

/** Which users a list shows. */
export type UserQuery = {
  search: string;
  state: UserState;
  /** A Sync ID, `manual`, or null for any. */
  source: string | null;
  /** What else has to hold, all of it. */
  filters?: readonly UserFilter[];
};

export type ListingFilter = {
  state: UserState;
  /** A Sync ID, or `manual` for users added manually; null for any. */
  source: string | null;
  /** Ways to match, any of which will do; none for everyone. */
  terms: readonly SearchTerm[];
  /** What else has to hold of users under the alias `u`; null for nothing. */
  where: SQL | null;
  /** All of it, as memory is asked; null where only the database can be. */
  node: Node | null;
};

/** What the database is asked for. */
export async function listingOf(tx: Tx, ctx: WorkspaceCtx, query: UserQuery): Promise<ListingFilter> {
  const { state, source, search, filters = [] } = query;
  const terms = searchTerms(search);
  const { where, node } = await filterSql(tx, ctx, filters);
  const from = source === null ? [] : [sourceNode([source === "manual" ? null : source])];
  const isInMemory = state === "active" && terms.length === 0 && node !== null;
  return { state, source, terms, where, node: isInMemory ? { all: [...from, node] } : null };
}

/** A column of the table, with a hyphen before it for the other way round; `newest` is the same as `-added`. */
export type UserSort = string;

/** "-email" -> by e-mail, descending. */
export function wayOf(sort: UserSort): { by: string; descending: boolean } {
  if (sort === "newest") return { by: "added", descending: true };
  return sort.startsWith("-") ? { by: sort.slice(1), descending: true } : { by: sort, descending: false };
}

/** The order that an address asks for; by name for one that is none. */
export function readSort(text: string): UserSort {
  return /^-?([a-zA-Z]+|field-\d{1,15})$/.test(text) ? text : "name";
}

/** A place in the list: the sort key of the user it is next to, and on which side. */
export type UserCursor = {
  side: "after" | "before";
  lastNameKey: string;
  firstNameKey: string;
  id: number;
  /** What the list is in the order of before names; null for nothing. */
  sortKey: string | null;
};

const shape = z.tuple([
  z.enum(["after", "before"]),
  z.string(),
  z.string(),
  z.number().int(),
  z.string().nullable(),
]);

/** A cursor as written in the URL. */
export function writeCursor({ side, lastNameKey, firstNameKey, id, sortKey }: UserCursor): string {
  return Buffer.from(JSON.stringify([side, lastNameKey, firstNameKey, id, sortKey])).toString("base64url");
}

/** The cursor in a URL; null for anything that is none, which shows the first page. */
export function readCursor(text: string | undefined): UserCursor | null {
  if (!text) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (!parsed.success) return null;
    const [side, lastNameKey, firstNameKey, id, sortKey] = parsed.data;
    return { side, lastNameKey, firstNameKey, id, sortKey };
  } catch {
    return null;
  }
}
