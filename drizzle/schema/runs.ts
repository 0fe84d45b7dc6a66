import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { EffectSum } from "@/lib/model/effect";
import type { Addition } from "@/lib/model/field";
import type { HeaderSeen, LeftOutRows, SourceIdentity } from "@/lib/model/file";
import type { GuardTrip } from "@/lib/model/guard";
import type { Counts, RunMode, RunPhase, RunTrigger } from "@/lib/model/run";
import type { RunState } from "@/lib/model/run-state";
import type { ChangeStatus } from "./changes";
import { createdAt, instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { type Baseline, syncs } from "./syncs";

/** Why a run failed: a code, a sentence for people, and what to do next. */
/** `header`: where it seems to be, when the row that should be it can't be used. */
export type RunFailure = { code: string; message: string; remedy: string | null; header?: HeaderSeen };

/** What a person made of a held run; `expired`: nobody did in time. */
export type RunDecision = "all" | "creates_and_updates" | "ticked" | "discard" | "expired";

/** `headerRow`: where titles are above the header. `leftOut`: rows that do not count, by the choice of the mapping. */
export type RunFile = { headers: string[]; sample: string[][]; headerRow?: number; leftOut?: LeftOutRows };

/** What all rows have in each column; null for those that need no look. In the order of the file's headers. */
export type RunColumns = (ColumnStats | null)[];

/** The file of managers that a run read beside that of the users. */
export type ManagersFile = { source: SourceIdentity; file: RunFile; rows: number };

/** One execution of a sync, or a preview of one. */
export const runs = pgTable(
  "runs",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    state: text("state").$type<RunState>().notNull().default("queued"),
    phase: text("phase").$type<RunPhase>(),
    trigger: text("trigger").$type<RunTrigger>().notNull(),
    mode: text("mode").$type<RunMode>().notNull().default("complete"),
    /** `preview` stops after the plan, whatever the guards say. */
    intent: text("intent").$type<"apply" | "preview">().notNull().default("apply"),
    requestedBy: text("requested_by"),
    requestedByLabel: text("requested_by_label").notNull(),
    /** Raised whenever a worker takes the run: an older one can no longer write. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: instant("lease_until"),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    /** When a worker took it out of the queue, again after a decision: the time limit of a run counts from here. */
    takenAt: instant("taken_at"),
    finishedAt: instant("finished_at"),
    bytesDone: whole("bytes_done").notNull().default(0),
    bytesTotal: whole("bytes_total"),
    rowsDone: whole("rows_done").notNull().default(0),
    /** Rows that were known by their prints. */
    rowsSpared: whole("rows_spared").notNull().default(0),
    source: jsonb("source").$type<SourceIdentity>(),
    file: jsonb("file").$type<RunFile>(),
    columns: jsonb("columns").$type<RunColumns>(),
    mappingVersion: integer("mapping_version"),
    planKey: text("plan_key"),
    /** Of the fields, options and teams that its plan was made with; null for an undo. */
    choicesKey: text("choices_key"),
    counts: jsonb("counts").$type<Counts>(),
    guards: jsonb("guards").$type<GuardTrip[]>().notNull().default([]),
    failure: jsonb("failure").$type<RunFailure>(),
    /** Phase -> milliseconds. */
    durations: jsonb("durations").$type<Partial<Record<string, number>>>().notNull().default({}),
    /** What else a person should know, in whole sentences. */
    notes: jsonb("notes").$type<string[]>().notNull().default([]),
    /** When (the first part of) the plan became real. */
    appliedAt: instant("applied_at"),
    /** Which lines of the plan have become real, by their status. */
    appliedStatuses: text("applied_statuses")
      .array()
      .$type<ChangeStatus[]>()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** The run that this one undoes. */
    undoes: uuid("undoes"),
    /** How it had ended before it was undone. */
    stateBeforeUndo: text("state_before_undo").$type<RunState>(),
    /** What the sync's last good run was until this one took its place. */
    previousBaseline: jsonb("previous_baseline").$type<Baseline>(),
    /** The newer run whose plan took the place of its plan. */
    supersededBy: uuid("superseded_by"),
    /** The run whose plan was pending already and would remove the same users: it keeps its place. */
    yieldedTo: uuid("yielded_to"),
    /** Until when its plan can be decided about; null before it is held. */
    expiresAt: instant("expires_at"),
    decision: text("decision").$type<RunDecision>(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    /** Raised when a choice changes the plan, so that only what was seen can be approved. */
    planRevision: integer("plan_revision").notNull().default(0),
    /** SHA-256 of what its plan would change, in lower-case hex: equal plans have equal ones. Null before it is held. */
    planHash: text("plan_hash"),
    /** When its plan and its issues were deleted; the run itself and its counts stay. */
    purgedAt: instant("purged_at"),
    /** The one file that a person asked for, instead of what the sync's path says. */
    askedPath: text("asked_path"),
    /** For an upload: whose spooled file it reads. */
    uploadId: uuid("upload_id"),
    /** For an upload with a second file: that of the managers. */
    managersUploadId: uuid("managers_upload_id"),
    managers: jsonb("managers").$type<ManagersFile>(),
    /** Options and teams that the plan found in the file: they are created with it. */
    additions: jsonb("additions").$type<Addition[]>().notNull().default([]),
    /** What the changes that were applied did to lists, pages and teams, once that was counted. */
    effects: jsonb("effects").$type<EffectSum[]>(),
  },
  (t) => [
    foreignKey({
      name: "runs_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "runs_undoes",
      columns: [t.orgId, t.workspaceId, t.undoes],
      foreignColumns: [t.orgId, t.workspaceId, t.id],
    }),
    unique("runs_tenant").on(t.orgId, t.workspaceId, t.id),
    uniqueIndex("runs_one_running").on(t.syncId).where(sql`state = 'running'`),
    // A preview must not take the place of a run that applies: each has one seat in the queue.
    uniqueIndex("runs_one_queued").on(t.syncId, t.intent).where(sql`state = 'queued'`),
    uniqueIndex("runs_one_held").on(t.syncId).where(sql`state = 'held'`),
    index("runs_sync_latest").on(t.syncId, t.createdAt),
    index("runs_workspace_latest").on(t.workspaceId, t.createdAt),
    index("runs_undoing").on(t.undoes).where(sql`undoes is not null`),
    index("runs_superseded_by").on(t.supersededBy).where(sql`superseded_by is not null`),
    index("runs_yielded_to").on(t.yieldedTo).where(sql`yielded_to is not null`),
    index("runs_applied").on(t.orgId, t.appliedAt).where(sql`applied_at is not null`),
    index("runs_finished").on(t.finishedAt).where(sql`finished_at is not null`),
    index("runs_open").on(t.state, t.leaseUntil).where(sql`state in ('queued', 'running')`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
