import type { FieldValue } from "@/lib/model/field";

/** A valid row: what one user is to look like. */
export type Person = {
  row: number;
  line: number;
  /** The ID in the file, trimmed, never a number. */
  id: string;
  /** As written, trimmed. */
  email: string;
  /** Lower-case form that uniqueness is decided on. */
  emailKey: string;
  /** Null where the file has no such column: the values are left as they were. */
  firstName: string | null;
  lastName: string | null;
  mobile: string | null;
  /** By field id. Absent: left as it was. */
  fields: Readonly<Record<string, FieldValue>>;
  /** Keys of other addresses in the row, wherever they are: they count when the row turns out to be unusable. */
  otherEmailKeys?: () => readonly string[];
  /** Over everything above but row and line: equal fingerprints mean nothing to do. */
  fingerprint: Fingerprint;
};

/** 128 bits as four signed numbers of 32: a run makes and compares one a row. Stored as 32 hex digits, see `print.ts`. */
export type Fingerprint = readonly [number, number, number, number];

/** A user as the plan sees and stores it. Shapes as in `Person`. */
export type UserValues = {
  email: string;
  firstName: string;
  lastName: string;
  mobile: string;
  fields: Readonly<Record<string, FieldValue>>;
};

/** A part of a user: `user` is whether they are there and whose they are, a number is a profile field. */
export type UserPart = "user" | "email" | "firstName" | "lastName" | "mobile" | number;

/** What an undo leaves as it is. `by` and `at` (ISO instant) say who changed it since, where that is known. */
export type KeptPart = {
  part: UserPart;
  why: "changed" | "removed" | "restored" | "address_taken" | "id_taken" | "protected" | "gone";
  by: string | null;
  at: string | null;
};

/** Users of the sync as `plan` has to know them, in columns: there are as many as the file has rows. */
export type KnownUsers = {
  csvIds: readonly string[];
  userIds: Float64Array;
  versions: Int32Array;
  /** Four words each; zeros when someone has edited the user since. */
  prints: Int32Array;
  /** 1 or 0. */
  removed: Uint8Array;
  /** 1 for authors and admins, who are never removed by a file. */
  protected: Uint8Array;
};

/** What a user is now, for those that a row would change. */
export type CurrentUser = { userId: number; version: number; values: UserValues };

/** Who holds an address in the workspace now. `csvId` is set for users of the sync that is planned. */
export type AddressOwner = {
  userId: number;
  version: number;
  emailKey: string;
  origin: "this_sync" | "other_sync" | "manual";
  csvId: string | null;
  protected: boolean;
  values: UserValues;
};
