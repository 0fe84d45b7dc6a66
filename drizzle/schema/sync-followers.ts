import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { members } from "./members";
import { syncs } from "./syncs";

/**
 * Whether a member is told of a sync. Without a row, owners are and others are not. `setup`: the member set the sync up;
 * `choice`: the member said so.
 */
export const syncFollowers = pgTable(
  "sync_followers",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    syncId: text("sync_id").notNull(),
    accountId: uuid("account_id").notNull(),
    state: text("state").$type<"following" | "muted">().notNull(),
    madeBy: text("made_by").$type<"setup" | "choice">().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "sync_followers_pkey", columns: [t.syncId, t.accountId] }),
    foreignKey({
      name: "sync_followers_sync",
      columns: [t.orgId, t.workspaceId, t.syncId],
      foreignColumns: [syncs.orgId, syncs.workspaceId, syncs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "sync_followers_member",
      columns: [t.orgId, t.accountId],
      foreignColumns: [members.orgId, members.accountId],
    }).onDelete("cascade"),
    index("sync_followers_of_member").on(t.orgId, t.accountId),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
