import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { teams } from "./teams";
import { users } from "./users";

export type TeamRole = "member" | "manager";

/** Who was added to a team manually, as member or manager. No file removes it; a removed user keeps it, hidden. */
export const teamMembers = pgTable(
  "team_members",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    teamId: whole("team_id").notNull(),
    userId: whole("user_id").notNull(),
    role: text("role").$type<TeamRole>().notNull(),
    addedBy: text("added_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.userId, t.role] }),
    foreignKey({
      name: "team_members_team",
      columns: [t.orgId, t.workspaceId, t.teamId],
      foreignColumns: [teams.orgId, teams.workspaceId, teams.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "team_members_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("team_members_of_user").on(t.userId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
