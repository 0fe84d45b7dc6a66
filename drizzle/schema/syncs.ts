import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { SyncFileSettings } from "@/lib/model/file-settings";
import type { GuardSettings } from "@/lib/model/guard";
import type { Mapping } from "@/lib/model/mapping";
import type { SyncReadSettings } from "@/lib/model/read-settings";
import type { LookFailure, Rhythm, ScheduleKind, SeenFiles } from "@/lib/model/schedule";
import type { SyncSetup } from "@/lib/model/setup";
import { createdAt, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { remoteSources } from "./remote-sources";
import { workspaces } from "./workspaces";

export type SyncOrigin = "remote" | "upload";
export type AdoptionPolicy = "skip" | "link";

/**
 * What the last run that was applied saw. With the same bytes and the same `planKey` (mapping, fields, settings)
 * nothing can have changed since; `planKey` is null where that run left something undone.
 */
export type Baseline = {
  runId: string;
  sha256: string;
  planKey: string | null;
  rows: number;
  headers: string[];
  /** Of the file of managers that was read with it; null or absent where there was none. */
  managersSha256?: string | null;
  /** ISO instants, absent where they are not known: when the files were last changed, and when a run first read them. */
  modifiedAt?: string | null;
  managersModifiedAt?: string | null;
  /** Of files that a pattern with a date has chosen: the date in the name, see `FileChoice`. */
  date?: string | null;
  managersDate?: string | null;
  readAt?: string | null;
  /** Rows of the file of managers. */
  managersRows?: number | null;
};

/**
 * The file that a run took last by a pattern. `date`: what its name says, as clocks show it. `isPassed`: a person has asked
 * for another file since, so that it is not taken again until it is replaced.
 */
export type Taken = {
  pattern: string;
  path: string;
  date: { at: number; lastDay: number } | null;
  /** ISO instant. */
  modifiedAt: string | null;
  isPassed?: boolean;
};

export type SyncTaken = { users?: Taken; managers?: Taken };

/** A file attached to a workspace. Its id is the Sync ID, 24 lower-case hex digits. */
export const syncs = pgTable(
  "syncs",
  {
    id: text("id").primaryKey(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    sourceKind: text("source_kind").$type<SyncOrigin>().notNull(),
    remoteSourceId: uuid("remote_source_id"),
    /** Relative to the home folder of the login. */
    path: text("path"),
    /** Of the file that names the managers of teams, if there is one: read in the same run. */
    managersPath: text("managers_path"),
    mapping: jsonb("mapping").$type<Mapping>().notNull(),
    mappingVersion: integer("mapping_version").notNull().default(1),
    readSettings: jsonb("read_settings").$type<SyncReadSettings>().notNull().default({}),
    /** How its files are chosen and opened. */
    fileSettings: jsonb("file_settings").$type<SyncFileSettings>().notNull().default({}),
    guardSettings: jsonb("guard_settings").$type<GuardSettings>().notNull().default({}),
    adoption: text("adoption").$type<AdoptionPolicy>().notNull().default("skip"),
    scheduleKind: text("schedule_kind").$type<ScheduleKind>().notNull().default("daily"),
    everyHours: integer("every_hours").notNull().default(24),
    /** `HH:MM` in `timeZone`. */
    atTime: text("at_time").notNull().default("02:00"),
    weekdays: integer("weekdays").array().notNull().default(sql`'{1}'::int[]`),
    timeZone: text("time_zone").notNull().default("UTC"),
    lookMinutes: integer("look_minutes").notNull().default(5),
    /** Null: not scheduled (uploads, on arrival, never, paused). */
    nextRunAt: instant("next_run_at"),
    paused: boolean("paused").notNull().default(false),
    /** While it is being set up step by step; it is paused until then. */
    setup: jsonb("setup").$type<SyncSetup>(),
    /** When a file of it last arrived that no run has been queued for; a run that begins to read clears it. */
    arrivedAt: instant("arrived_at"),
    /** When the first of these arrived. */
    arrivingSince: instant("arriving_since"),
    /** When its server is looked at next; while a look is under way, when that is given up. */
    lookAt: instant("look_at"),
    lookedAt: instant("looked_at"),
    /** The files that a look has queued a run for. */
    lookFile: jsonb("look_file").$type<SeenFiles>(),
    looksFailingSince: instant("looks_failing_since"),
    lookFailure: jsonb("look_failure").$type<LookFailure>(),
    /** Null: as the schedule says. */
    rhythm: jsonb("rhythm").$type<Rhythm>(),
    /** From when the next new file is waited for. */
    rhythmFrom: instant("rhythm_from"),
    /** When it becomes late unless a new file comes; null where none is expected. */
    lateAt: instant("late_at"),
    lateSince: instant("late_since"),
    lastNewFileAt: instant("last_new_file_at"),
    /** What the last run to apply has fetched. */
    lastFile: jsonb("last_file").$type<SeenFiles>(),
    baseline: jsonb("baseline").$type<Baseline>(),
    /** By a path with a pattern: which files runs took last, so that no older one follows. */
    taken: jsonb("taken").$type<SyncTaken>().notNull().default({}),
    /** When it ended. It stays for the history of its runs and of the users it wrote; nothing runs it any more. */
    detachedAt: instant("detached_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "syncs_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "syncs_remote_source",
      columns: [t.orgId, t.remoteSourceId],
      foreignColumns: [remoteSources.orgId, remoteSources.id],
    }),
    unique("syncs_tenant").on(t.orgId, t.workspaceId, t.id),
    index("syncs_due").on(t.nextRunAt),
    index("syncs_of_source").on(t.orgId, t.remoteSourceId),
    index("syncs_arrived").on(t.arrivedAt).where(sql`arrived_at is not null`),
    index("syncs_looks").on(t.lookAt).where(sql`look_at is not null`),
    index("syncs_late").on(t.lateAt).where(sql`late_since is null`),
    check("syncs_set_up_paused", sql`setup is null or paused`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
