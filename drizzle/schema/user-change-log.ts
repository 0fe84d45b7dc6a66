import { sql } from "drizzle-orm";
import { bigint, customType, foreignKey, index, pgTable } from "drizzle-orm/pg-core";
import { identity, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { workspaces } from "./workspaces";

/** The id of a transaction as the database counts them, as text: compared there only. */
const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });

/**
 * Which users each transaction changed, written by triggers on `users` and `team_members`: what keeps in memory how users
 * are (`lib/user-columns`) learns from it what to read again. A transaction's id, not a time or a number of ours, says
 * what a snapshot has seen: whatever was committed in between, in whatever order.
 */
export const userChangeLog = pgTable(
  "user_change_log",
  {
    id: identity(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    transactionId: transactionId("transaction_id").notNull().default(sql`pg_current_xact_id()`),
    /** Null for more than can be told one by one: all of the workspace's. */
    userIds: bigint("user_ids", { mode: "number" }).array(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    foreignKey({
      name: "user_change_log_workspace",
      columns: [t.orgId, t.workspaceId],
      foreignColumns: [workspaces.orgId, workspaces.id],
    }).onDelete("cascade"),
    index("user_change_log_of_workspace").on(t.workspaceId, t.transactionId),
    index("user_change_log_age").on(t.at),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
