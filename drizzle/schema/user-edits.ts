import { foreignKey, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { UserValues } from "@/lib/model/user";
import { identity, instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { type UserRole, users } from "./users";

export type UserEditKind = "create" | "update" | "remove" | "restore";

/**
 * A member's manual edits of a user. Kept apart from the audit log, which nobody can delete from: these values go
 * when the user is deleted permanently.
 */
export const userEdits = pgTable(
  "user_edits",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    userId: whole("user_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    kind: text("kind").$type<UserEditKind>().notNull(),
    actorLabel: text("actor_label").notNull(),
    before: jsonb("before").$type<UserValues>(),
    after: jsonb("after").$type<UserValues>(),
    roleBefore: text("role_before").$type<UserRole>(),
    roleAfter: text("role_after").$type<UserRole>(),
  },
  (t) => [
    foreignKey({
      name: "user_edits_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("user_edits_of_user").on(t.orgId, t.workspaceId, t.userId, t.id),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
