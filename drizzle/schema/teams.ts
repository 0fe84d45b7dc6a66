import { sql } from "drizzle-orm";
import { foreignKey, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, orgId, plannedIdentity, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/**
 * A group of users. What files say of its members and managers is in `users.fields` under `TEAMS_FIELD` and
 * `MANAGES_FIELD`, as team ids, so that it is planned, applied and undone like any other value. What members give by
 * hand is in `team_members`.
 */
export const teams = pgTable(
  "teams",
  {
    id: plannedIdentity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    /** Other names that files may call it by. */
    aliases: text("aliases").array().notNull().default(sql`'{}'::text[]`),
    /** The run that found it in a file; null for one created manually. */
    madeByRunId: uuid("made_by_run_id"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "teams_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    unique("teams_tenant").on(t.orgId, t.workspaceId, t.id),
    unique("teams_name").on(t.workspaceId, t.name),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
