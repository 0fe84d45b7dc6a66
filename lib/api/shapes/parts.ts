import { z } from "zod";

/** An instant in UTC. */
export const instant = z.iso.datetime().describe("UTC, such as `2026-05-03T02:00:00.000Z`");

export function iso(date: Date): string;
export function iso(date: Date | null): string | null;
export function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** A page of a list: what is asked for. */
export const paging = {
  cursor: z.string().max(500).optional().describe("`next` of the page before"),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe("At most this many, up to 500"),
};

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    data: z.array(item),
    next: z.string().nullable().describe("`cursor` of the next page; null on the last"),
  });
}

export const syncId = z
  .string()
  .regex(/^[0-9a-f]{24}$/, "Not a Sync ID.")
  .describe("The Sync ID: 24 lower-case hex digits");

/** Ids of users, lists and changes. */
export const numericId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
