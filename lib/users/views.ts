import type { UserRole, UserState } from "@/drizzle/schema/users";
import type { FieldValue } from "@/lib/model/field";
import type { ChangeKind } from "@/lib/model/plan";
import type { RunTrigger } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { UserValues } from "@/lib/model/user";
import type { TeamPart } from "@/lib/teams/views";

/** Where a user comes from: the sync that owns them; null for one added manually. */
export type UserSource = { syncId: string; syncName: string } | null;

/** A user as lists show it. */
export type UserItem = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  role: UserRole;
  state: UserState;
  source: UserSource;
  /** The ID in the file; null for one added manually. */
  csvId: string | null;
  removedAt: Date | null;
  createdAt: Date;
  /** The values of further columns of the list. */
  cells: Readonly<Record<string, readonly string[]>>;
};

/** A user of a team: how they came to be a member, and its manager. */
export type TeamUser = Omit<UserItem, "cells"> & { member: TeamPart | null; manager: TeamPart | null };

export type UserPage = {
  users: UserItem[];
  /** Cursors for the URL; null where there is no such page. */
  next: string | null;
  previous: string | null;
};

/** How many there are, counted up to a limit: `more` says that it was reached. */
export type UserCount = { count: number; more: boolean };

/** A user with everything their page needs. */
export type UserDetail = Omit<UserItem, "cells"> & {
  mobile: string;
  /** By field id, in the forms of `FieldValue`. */
  fields: Readonly<Record<string, FieldValue>>;
  version: number;
  /** Edited or removed manually since the sync last wrote it. */
  editedSinceSync: boolean;
  externalId: string | null;
  updatedAt: Date;
  /** When a removed user is deleted permanently; null for an active one. */
  purgeAt: Date | null;
  /** What the sync that owns the user fills; null for one added manually. */
  owned: OwnedParts | null;
};

/** What a sync fills of its users: fields, the e-mail, and name and mobile unless its file does not have them. */
export type OwnedParts = {
  /** `TEAMS_FIELD` among them when its file has teams. */
  fieldIds: number[];
  missing: ("firstName" | "lastName" | "mobile")[];
  /** The run that last wrote to the user; null once its details have been deleted. */
  lastRun: { id: string; at: Date; fileName: string | null; row: number | null } | null;
};

/** The run that created a user, and the row and line of its file that said so. */
export type FirstSeen = {
  runId: string;
  runAt: Date;
  syncName: string;
  fileName: string | null;
  row: number | null;
  line: number | null;
};

/** One line of a user's history, newest first. */
export type UserEvent = {
  key: string;
  at: Date;
  before: UserValues | null;
  after: UserValues | null;
} & (
  | {
      by: "run";
      kind: ChangeKind;
      runId: string;
      /** When it was asked for: the run goes by this day. */
      runAt: Date;
      runState: RunState;
      trigger: RunTrigger;
      requestedBy: string;
      /** Who let it go, when it was held. */
      approvedBy: string | null;
      /** The run that it undoes. */
      undoes: { id: string; createdAt: Date } | null;
      syncName: string;
      fileName: string | null;
      row: number | null;
      line: number | null;
      csvId: string;
      /** For a new ID: the one before; null for a user taken over. */
      oldCsvId: string | null;
      unlinks: boolean;
    }
  | {
      by: "member";
      kind: "create" | "update" | "remove" | "restore";
      actorLabel: string;
      role: RoleMove | null;
    }
);

type RoleMove = { from: UserRole; to: UserRole };

/** An author or admin whom a file no longer names. */
export type Staying = { id: number; name: string; role: "author" | "admin" };
