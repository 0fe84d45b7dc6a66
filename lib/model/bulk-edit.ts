import type { FieldValue } from "@/lib/model/field";

/** What is done to many users. A field's value is in the form it is stored in; null clears the field. */
export type BulkTask =
  | { kind: "set_field"; fieldId: number; value: FieldValue }
  | { kind: "list"; what: "add" | "remove"; listId: number }
  | { kind: "team"; what: "add" | "remove"; teamId: number; role: "member" | "manager" }
  | { kind: "remove" };

/** Everyone whom a table of active users shows: `filters` as they are in its address. */
export type BulkQuery = { search: string; source: string | null; filters: string };

/** `collecting`: whom it is for is not written down yet. */
export type BulkState = "collecting" | "running" | "done" | "cancelled" | "failed";

export const OPEN_STATES: readonly BulkState[] = ["collecting", "running"];

/** `undone` and `kept` come from an undo: given back, and left because of the reason. */
export type BulkUserState = "waiting" | "changed" | "same" | "skipped" | "undone" | "kept";

/**
 * Why a user is left as they are. `file`: a sync would change it back. `removed`: not active any more. The others are of
 * undoing: changed since, address taken, option deleted, a role that only a person gives back.
 */
export type SkipReason = "file" | "removed" | "edited" | "address" | "option" | "role";

export type SkipCounts = { readonly [Reason in SkipReason]?: number };

/** What a user had, as undoing needs it. */
export type BulkBefore =
  | { kind: "field"; value: FieldValue; edited: boolean; fingerprint: string | null }
  | { kind: "active"; edited: boolean }
  /** In the list or team since `at` by the edit itself. */
  | { kind: "joined"; at: string }
  /** In the list or team until the edit. */
  | { kind: "member"; by: string; at: string };

/** How long a bulk edit can be undone. */
export const BULK_UNDO_DAYS = 30;
