import type { CurrentUser, UserValues } from "@/lib/model/user";

export type ChangeKind = "create" | "update" | "remove" | "restore" | "relink";

/** One line of a plan. */
export type Change = {
  kind: ChangeKind;
  /** The user concerned and the version of it that the plan looked at; null when one is created. */
  userId: number | null;
  baseVersion: number | null;
  csvId: string;
  row: number | null;
  line: number | null;
  before: UserValues | null;
  after: UserValues | null;
  fingerprint: string | null;
  /** The `csvId` of the change that frees the address this one takes; null where it needs none. */
  dependsOn: string | null;
  /** Whom a new ID may be. */
  match?: Match | null;
};

/** What a new ID has in common with the known user whom it may be. */
export type MatchOn = "address_and_names" | "address" | "names";

/** A known user whom a new ID may be. `asSame` and `asNew`: what the row makes of that user, and of someone new. */
export type Match = {
  on: MatchOn;
  userId: number;
  version: number;
  csvId: string;
  /** The user's sync, where it is not the one that is planned. */
  syncId: string | null;
  /** ISO instant; null for a user who is missing from this file. */
  removedAt: string | null;
  before: UserValues;
  asSame: UserValues;
  asNew: UserValues;
  /** The `csvId` of the change that frees the address, if the row is someone new. */
  dependsOn: string | null;
};

/** A user whom a sync had and who was removed lately. `syncId` is null for one of the sync that is planned. */
export type FormerUser = CurrentUser & { csvId: string; syncId: string | null; removedAt: string };
