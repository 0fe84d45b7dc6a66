import type { PageAudience } from "@/drizzle/schema/pages";

export type PageListName = { id: number; name: string };

/** A page as the index shows it. */
export type PageItem = {
  id: number;
  title: string;
  slug: string;
  audience: PageAudience;
  /** The lists that open it, by name. Kept while everyone may, so that a change of mind loses nothing. */
  lists: PageListName[];
  updatedAt: Date;
};

export type PageDetail = PageItem & { body: string; version: number };
