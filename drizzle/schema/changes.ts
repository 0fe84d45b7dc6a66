import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { type FieldValue, MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import type { ChangeKind, Match } from "@/lib/model/plan";
import type { KeptPart, UserValues } from "@/lib/model/user";
import { hexBytes, identity, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";

/**
 * `planned`: goes with the next apply. `waiting`: held back for a person to decide while the rest was applied. Both are
 * real once the run's `real` names them. `stale`: its user was changed meanwhile. `left_out`: decided against. `kept`:
 * a line of an undo that puts nothing back, because someone changed the user since.
 */
export type ChangeStatus = "planned" | "waiting" | "stale" | "left_out" | "kept";

const teamsBefore = (field: number) => `coalesce(nullif(before -> 'fields' -> '${field}', 'null'), '[]')`;
const teamsAfter = (field: number) => `coalesce(nullif(fields -> '${field}', 'null'), '[]')`;
const keepsAll = (field: number) => `${teamsAfter(field)} @> ${teamsBefore(field)}`;
const takesTeams = `kind in ('update', 'relink') and fields is not null
  and not (${keepsAll(TEAMS_FIELD)} and ${keepsAll(MANAGES_FIELD)})`;

/**
 * One line of a plan. The `after` values are columns, so that apply is one statement over them. No foreign key to `runs`:
 * checking it for every line took half of writing a plan. Writers lock the run's row, and lines go with it by a trigger.
 */
export const changes = pgTable(
  "changes",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    runId: uuid("run_id").notNull(),
    kind: text("kind").$type<ChangeKind>().notNull(),
    status: text("status").$type<ChangeStatus>().notNull().default("planned"),
    userId: whole("user_id"),
    baseVersion: integer("base_version"),
    csvId: text("csv_id").notNull(),
    row: integer("row"),
    line: integer("line"),
    email: text("email"),
    firstName: text("first_name"),
    lastName: text("last_name"),
    mobile: text("mobile"),
    fields: jsonb("fields").$type<Record<string, FieldValue>>(),
    fingerprint: hexBytes("fingerprint"),
    before: jsonb("before").$type<UserValues>(),
    /** The `csv_id` of the change that frees the address this one takes: left out if that one is. */
    dependsOn: text("depends_on"),
    /** For a relink: the user's ID in the file before; null for one that was added manually. */
    oldCsvId: text("old_csv_id"),
    /** The user's sync before and after, where it is not the one of the run. */
    oldSyncId: text("old_sync_id"),
    newSyncId: text("new_sync_id"),
    /** For a new ID: the known user whom it may be. */
    match: jsonb("match").$type<Match>(),
    /** The choice about `match`: the same person (a line of that user), or someone new. Null where there is none. */
    isSame: boolean("is_same"),
    /** An update that takes a team from someone who leads it or is in it by the files. */
    takesTeams: boolean("takes_teams").generatedAlwaysAs(sql.raw(takesTeams)),
    /** For the undo of an adoption: the user becomes one added manually again. `csv_id` is then the ID it had. */
    unlinks: boolean("unlinks").notNull().default(false),
    /** In an undo: what stays as it is, and who changed it since. */
    kept: jsonb("kept").$type<KeptPart[]>(),
  },
  (t) => [
    index("changes_run_kind").on(t.runId, t.kind, t.id),
    index("changes_user").on(t.userId).where(sql`user_id is not null`),
    index("changes_matched").on(t.runId, t.isSame).where(sql`match is not null`),
    index("changes_relinked").on(t.workspaceId, t.oldCsvId).where(sql`old_csv_id is not null`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
