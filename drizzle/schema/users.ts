import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { FieldValue } from "@/lib/model/field";
import {
  createdAt,
  hexBytes,
  identity,
  instant,
  orgId,
  tenantPolicy,
  workspaceId,
  workspacePolicy,
} from "./columns";
import { syncs } from "./syncs";
import { workspaces } from "./workspaces";

export type UserRole = "participant" | "author" | "admin";
export type UserState = "active" | "removed";

/**
 * A person in a workspace. `(workspace_id, email_key)` is unique and deferrable (see the walls migration): it is
 * checked at the end of a statement, which lets addresses swap, rotate and be reused within one apply.
 */
export const users = pgTable(
  "users",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    /** The sync that owns this user; null for one added manually. */
    syncId: text("sync_id"),
    /** `<Sync ID>#<ID in the file>`; null for one added manually. */
    externalId: text("external_id"),
    role: text("role").$type<UserRole>().notNull().default("participant"),
    state: text("state").$type<UserState>().notNull().default("active"),
    email: text("email").notNull(),
    emailKey: text("email_key").generatedAlwaysAs(sql`case when state = 'active' then lower(email) end`),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    mobile: text("mobile").notNull().default(""),
    /** Field id -> value, in the forms of `FieldValue`. */
    fields: jsonb("fields").$type<Record<string, FieldValue>>().notNull().default({}),
    /** Of the row that the sync last wrote; null makes the next run look closely. */
    fingerprint: hexBytes("fingerprint"),
    /** Edited or removed manually since the sync last wrote it. */
    editedSinceSync: boolean("edited_since_sync").notNull().default(false),
    /** Raised by every write: a stored plan applies only to the version it was made from. */
    version: integer("version").notNull().default(1),
    lastRunId: uuid("last_run_id"),
    removedAt: instant("removed_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "users_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "users_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }),
    unique("users_tenant").on(t.orgId, t.workspaceId, t.id),
    unique("users_external_id").on(t.workspaceId, t.externalId),
    // What dynamic lists ask: `fields @> '{"12":[34]}'`. Ids are unique, so a field's id says which workspace is meant.
    index("users_fields").using("gin", sql`fields jsonb_path_ops`).where(sql`state = 'active'`),
    index("users_edited_since_sync").on(t.syncId).where(sql`edited_since_sync`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
