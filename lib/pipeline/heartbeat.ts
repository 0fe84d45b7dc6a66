import type { ManagersFile, RunColumns, RunFailure, RunFile } from "@/drizzle/schema/runs";
import type { Addition } from "@/lib/model/field";
import type { SourceIdentity } from "@/lib/model/file";
import type { GuardTrip } from "@/lib/model/guard";
import type { Counts, RunPhase } from "@/lib/model/run";

/** What is written to a run while it is worked on. */
export type RunUpdate = {
  phase?: RunPhase;
  bytesDone?: number;
  bytesTotal?: number | null;
  rowsDone?: number;
  rowsSpared?: number;
  durations?: Partial<Record<string, number>>;
  source?: SourceIdentity | null;
  file?: RunFile;
  columns?: RunColumns;
  mappingVersion?: number;
  planKey?: string;
  choicesKey?: string;
  counts?: Counts;
  guards?: GuardTrip[];
  failure?: RunFailure | null;
  notes?: string[];
  managers?: ManagersFile | null;
  additions?: Addition[];
  yieldedTo?: string | null;
  planHash?: string | null;
};

/** Keeps the lease of a run while the pipeline works on it, and reports its progress. */
export type Heartbeat = {
  /** What is written at the next beat. To be changed in place. */
  at: RunUpdate;
  /** Aborted when the run was cancelled or taken over, or has reached its time limit. */
  signal: AbortSignal;
  /** Writes now. Throws when this process no longer holds the run's lease. */
  beat: () => Promise<void>;
  stop: () => Promise<void>;
};
