import type { RunColumns, RunFailure, RunFile } from "@/drizzle/schema/runs";
import type { AdoptionPolicy, SyncOrigin } from "@/drizzle/schema/syncs";
import type { UserRole } from "@/drizzle/schema/users";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { RowsOfFile } from "@/lib/model/file";
import type { SyncFileSettings } from "@/lib/model/file-settings";
import type { GuardSettings } from "@/lib/model/guard";
import type { Mapping } from "@/lib/model/mapping";
import type { SyncReadSettings } from "@/lib/model/read-settings";
import type { Counts, RunPhase, RunTrigger } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { LookFailure, Rhythm, Schedule } from "@/lib/model/schedule";
import type { SyncSetup } from "@/lib/model/setup";
import type { SourceMention } from "@/lib/pipeline/source/registry";

/** A run as lists show it. */
export type RunSummary = {
  id: string;
  state: RunState;
  phase: RunPhase | null;
  trigger: RunTrigger;
  requestedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  counts: Counts | null;
  failure: RunFailure | null;
};

/** A sync as lists show it. */
export type SyncItem = {
  id: string;
  name: string;
  sourceKind: SyncOrigin;
  workspace: { id: string; name: string; slug: string };
  /** Null for uploads. */
  remoteSource: SourceMention | null;
  path: string | null;
  schedule: Schedule;
  /** Null: as the schedule says. */
  rhythm: Rhythm | null;
  /** No new file has come in time since then; null when it is not late. */
  lateSince: Date | null;
  lastNewFileAt: Date | null;
  /** From when the next new file is waited for. */
  rhythmFrom: Date | null;
  /** Why its server could not be looked at, and since when; null while it can. */
  lookFailure: LookFailure | null;
  looksFailingSince: Date | null;
  nextRunAt: Date | null;
  paused: boolean;
  /** While it is being set up. */
  setup: SyncSetup | null;
  /** The run whose plan waits for a decision; a later run may have failed since. */
  heldRunId: string | null;
  heldUntil: Date | null;
  lastRun: RunSummary | null;
};

/** A sync with everything its page and its form need. */
export type SyncDetail = SyncItem & {
  mapping: Mapping;
  mappingVersion: number;
  readSettings: SyncReadSettings;
  fileSettings: SyncFileSettings;
  guardSettings: GuardSettings;
  adoption: AdoptionPolicy;
  /** The header of the last file that was read, in its order; empty before the first. */
  headers: string[];
  /** The first rows of that file, as they are in it. */
  sample: string[][];
  /** What all its rows have in each column; null where a run did not keep that. */
  columns: RunColumns | null;
  /** Of the file that names the managers of teams; null when the sync has none. */
  managersPath: string | null;
  /** The beginning of the last managers file; null before the first. */
  managersFile: RunFile | null;
  usersCount: number;
  /** Authors and admins among them, whom detaching never removes: how many, and the first of them. */
  protectedUsers: { count: number; first: { name: string; role: UserRole }[] };
  createdAt: Date;
};

/** Where the rows of a file begin and end, as typed. */
export type RowsDraft = Record<keyof RowsOfFile, string>;

export type RowsDrafts = { users: RowsDraft; managers: RowsDraft };

/** What is known of a file: its header, its first rows, and what all rows have in each column. */
export type FileHead = {
  headers: readonly string[];
  sample: readonly (readonly string[])[];
  columns?: readonly (ColumnStats | null)[] | null;
};
