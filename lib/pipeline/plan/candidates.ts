import type { FormerUser } from "@/lib/model/plan";
import type { AddressOwner, CurrentUser, Person } from "@/lib/model/user";

/** A person who is new or whose row differs from what was last written. `userId` is null for a new one. */
export type Candidate = { person: Person; userId: number | null };

/** What the database says about candidates: the users they are, and who holds the addresses they want. */
export type Looked = {
  users: ReadonlyMap<number, CurrentUser>;
  owners: ReadonlyMap<string, AddressOwner>;
  /** By the ID of a new row: users removed lately who have its address, or both its names. */
  formers: ReadonlyMap<string, readonly FormerUser[]>;
};

/** A user whom a full comparison found to match the row: recognized from now on by the fingerprint (32 hex digits). */
export type Same = { userId: number; version: number; fingerprint: string };
