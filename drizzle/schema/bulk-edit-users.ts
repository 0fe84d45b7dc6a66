import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { BulkBefore, BulkUserState, SkipReason } from "@/lib/model/bulk-edit";
import { bulkEdits } from "./bulk-edits";
import { orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { users } from "./users";

/** Whom a bulk edit is for, what became of each, and what they had before: that is what undoing gives back. */
export const bulkEditUsers = pgTable(
  "bulk_edit_users",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    bulkEditId: uuid("bulk_edit_id").notNull(),
    userId: whole("user_id").notNull(),
    state: text("state").$type<BulkUserState>().notNull().default("waiting"),
    reason: text("reason").$type<SkipReason>(),
    before: jsonb("before").$type<BulkBefore>(),
    /** The version of the user that the edit has made; null where it is beside the user's own row. */
    version: integer("version"),
  },
  (t) => [
    primaryKey({ columns: [t.bulkEditId, t.userId] }),
    foreignKey({
      name: "bulk_edit_users_edit",
      columns: [t.orgId, t.workspaceId, t.bulkEditId],
      foreignColumns: [bulkEdits.orgId, bulkEdits.workspaceId, bulkEdits.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "bulk_edit_users_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("bulk_edit_users_of_user").on(t.userId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
