import type { UserRole, UserState } from "@/drizzle/schema/users";
import type { ChangeKind, FieldValue, RunState, UserValues } from "@/lib/sync/types";

/** Where a user comes from: the sync that owns them; null for one added by hand. */
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
  /** The ID in the file; null for one added by hand. */
  csvId: string | null;
  removedAt: Date | null;
};

export type UserPage = {
  users: UserItem[];
  /** Cursors for the URL; null where there is no such page. */
  next: string | null;
  previous: string | null;
};

/** How many there are, counted up to a limit: `more` says that it was reached. */
export type UserCount = { count: number; more: boolean };

/** A user with everything their page needs. */
export type UserDetail = UserItem & {
  mobile: string;
  /** By field id, in the forms of `FieldValue`. */
  fields: Readonly<Record<string, FieldValue>>;
  version: number;
  /** Edited or removed by hand since the sync last wrote it. */
  drifted: boolean;
  externalId: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** When a removed user is deleted for good; null for an active one. */
  purgeAt: Date | null;
  /** What the sync that owns the user fills; null for one added by hand. */
  owned: OwnedParts | null;
};

/** What a sync fills of its users. Name, e-mail and mobile always are. */
export type OwnedParts = {
  fieldIds: number[];
  /** The run that last wrote to the user; null once its details have been deleted. */
  lastRun: { id: string; at: Date; fileName: string | null; row: number | null } | null;
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
      runState: RunState;
      syncName: string;
      fileName: string | null;
      row: number | null;
    }
  | {
      by: "member";
      kind: "create" | "update" | "remove" | "restore";
      actorLabel: string;
      role: RoleMove | null;
    }
);

export type RoleMove = { from: UserRole; to: UserRole };
