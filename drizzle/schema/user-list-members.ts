import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { userLists } from "./user-lists";
import { users } from "./users";

/** Who was picked for a static list. A removed user keeps their place, unseen, and has it again when restored. */
export const userListMembers = pgTable(
  "user_list_members",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    listId: whole("list_id").notNull(),
    userId: whole("user_id").notNull(),
    addedBy: text("added_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.listId, t.userId] }),
    foreignKey({
      name: "user_list_members_list",
      columns: [t.orgId, t.workspaceId, t.listId],
      foreignColumns: [userLists.orgId, userLists.workspaceId, userLists.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "user_list_members_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("user_list_members_of_user").on(t.userId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
