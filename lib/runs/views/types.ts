import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { ManagersFile, RunDecision, RunFailure, RunFile } from "@/drizzle/schema/runs";
import type { SyncOrigin } from "@/drizzle/schema/syncs";
import type { Addition } from "@/lib/model/field";
import type { SourceIdentity } from "@/lib/model/file";
import type { GuardTrip } from "@/lib/model/guard";
import type { Issue, IssueCode, IssueFile, Severity } from "@/lib/model/issue";
import type { Mapping } from "@/lib/model/mapping";
import type { ChangeKind, MatchOn } from "@/lib/model/plan";
import type { Counts, RunMode, RunPhase, RunTrigger } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { KeptPart, UserPart, UserValues } from "@/lib/model/user";
import type { SourceMention } from "@/lib/pipeline/source/registry";

/** A run as the history shows it. */
export type RunItem = {
  id: string;
  state: RunState;
  phase: RunPhase | null;
  trigger: RunTrigger;
  intent: "apply" | "preview";
  /** Who asked for it. */
  requestedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** When (the first part of) the plan became real. */
  appliedAt: Date | null;
  decidedAt: Date | null;
  /** Phase -> milliseconds. */
  durations: Partial<Record<string, number>>;
  counts: Counts | null;
  failure: RunFailure | null;
  /** `detached`: it is there for the history only, and has no page. `lateSince`: no new file has come in time since then. */
  sync: { id: string; name: string; sourceKind: SyncOrigin; detached: boolean; lateSince: Date | null };
};

/** A run with everything its page needs. */
export type RunDetail = RunItem &
  RunProgress & {
    mode: RunMode;
    source: SourceIdentity | null;
    file: RunFile | null;
    guards: GuardTrip[];
    notes: string[];
    /** Until when a plan that is held can be decided about. */
    expiresAt: Date | null;
    /** The run whose plan took the place of its plan. */
    supersededBy: string | null;
    /** The run whose plan is pending and would remove the same users, so that this one's was not kept. */
    yieldedTo: string | null;
    /** When its plan and issues were deleted. */
    purgedAt: Date | null;
    decision: RunDecision | null;
    decidedBy: string | null;
    /** Which lines of the plan have become real. */
    appliedStatuses: ChangeStatus[];
    /** The run that this one undoes. */
    undoes: { id: string; createdAt: Date } | null;
    /** An undo of this run that is on its way, waits for a person, or was applied. */
    undoneBy: { id: string; state: RunState; appliedAt: Date | null; decidedBy: string | null } | null;
    /** Until when it can be undone; null when it can't be. */
    undoableUntil: Date | null;
    /** `current`: the sync still has it; not `known`: from a time when mappings were not kept, so this is the one of now. */
    mapping: Mapping & { version: number | null; current: boolean; known: boolean };
    /** The file of managers, where the run read one. */
    managers: ManagersFile | null;
    /** What an approval has to name: another one by now means that a choice has changed the plan. */
    planRevision: number;
    /** SHA-256 of what the plan would change; null before it was held. */
    planHash: string | null;
    /** Options and teams that come, or came, into being with its plan. */
    additions: Addition[];
    remoteSource: SourceMention | null;
  };

/** How far a run is: what a page asks for every second. */
export type RunProgress = {
  state: RunState;
  phase: RunPhase | null;
  bytesDone: number;
  bytesTotal: number | null;
  rowsDone: number;
  startedAt: Date | null;
  counts: Counts | null;
  /** Of a run that continues: the error of the last attempt. It is tried again. */
  failure: RunFailure | null;
};

/** How many lines of the plan there are of each kind and standing. */
export type PlanTally = readonly {
  kind: ChangeKind;
  status: ChangeStatus;
  count: number;
  /** Of these, lines that take a team from someone. */
  teamLosses: number;
}[];

/** The known user whom a new ID may be. `syncName`: of the user's sync, where it is another one. */
export type MatchView = {
  on: MatchOn;
  isSame: boolean;
  csvId: string;
  userId: number;
  /** ISO instant; null for a user who is missing from the file. */
  removedAt: string | null;
  email: string;
  firstName: string;
  lastName: string;
  syncName: string | null;
};

/** One line of a plan, as its run's page shows it. */
export type ChangeItem = {
  id: number;
  kind: ChangeKind;
  status: ChangeStatus;
  userId: number | null;
  csvId: string;
  row: number | null;
  line: number | null;
  /** For a relink: the ID before; null for a user added manually. */
  oldCsvId: string | null;
  /** The undo of an adoption: the user becomes one added manually again. */
  unlinks: boolean;
  /** In an undo: what stays as it is, and who changed it since. */
  kept: KeptPart[] | null;
  match: MatchView | null;
  before: UserValues | null;
  after: UserValues | null;
  dependsOn: string | null;
};

/** Another line that a line can't be applied without. */
export type Need = { id: number; csvId: string; kind: ChangeKind };

/** Why a planned change was skipped: the first thing done to its user since. `at` is an ISO instant. */
export type StaleReason = { kind: string; by: string; at: string; parts: UserPart[] };

export type ChangePage = { changes: ChangeItem[]; next: string | null; previous: string | null };

export type IssueItem = Issue & { id: number; file: IssueFile };

/** Issues of one code: how many, and the values that come up most. */
export type IssueGroup = {
  severity: Severity;
  code: IssueCode;
  count: number;
  /** A column with a null value is wrong as a whole, such as one that nothing is known of. */
  values: { column: string | null; value: string | null; count: number }[];
  /** Different values beyond those; `orMore` when not all of them were counted separately. */
  more: { values: number; orMore: boolean };
};

/** The sums of runs that are no longer listed. */
export type RunMonth = {
  /** Its first day, as `yyyy-MM-dd`. */
  month: string;
  runs: number;
  failed: number;
  created: number;
  updated: number;
  removed: number;
};
