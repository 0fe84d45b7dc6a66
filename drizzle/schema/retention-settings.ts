import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant, orgId, tenantPolicy } from "./columns";
import { organizations } from "./organizations";

/** How many days an organization keeps what ends. A column that is null, or no row: the default of `lib/model/retention`. */
export const retentionSettings = pgTable(
  "retention_settings",
  {
    orgId: orgId()
      .primaryKey()
      .references(() => organizations.id, { onDelete: "cascade" }),
    removedUsers: integer("removed_users"),
    runDetails: integer("run_details"),
    runs: integer("runs"),
    auditLog: integer("audit_log"),
    events: integer("events"),
    messages: integer("messages"),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  () => [tenantPolicy()],
);
