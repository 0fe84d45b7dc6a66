import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { alertNotices } from "./alert-notices";
import { createdAt, instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { members } from "./members";

/** That a member is told a notice, and where: decided when it is raised, by who follows the sync and what they chose. */
export const inboxItems = pgTable(
  "inbox_items",
  {
    orgId: orgId(),
    workspaceId: workspaceId(),
    accountId: uuid("account_id").notNull(),
    noticeId: uuid("notice_id").notNull(),
    inApp: boolean("in_app").notNull(),
    mail: boolean("mail").notNull(),
    createdAt: createdAt(),
    readAt: instant("read_at"),
  },
  (t) => [
    primaryKey({ name: "inbox_items_pkey", columns: [t.noticeId, t.accountId] }),
    foreignKey({
      name: "inbox_items_notice",
      columns: [t.orgId, t.workspaceId, t.noticeId],
      foreignColumns: [alertNotices.orgId, alertNotices.workspaceId, alertNotices.id],
    }).onDelete("cascade"),
    // Who leaves the organization leaves nothing behind.
    foreignKey({
      name: "inbox_items_member",
      columns: [t.orgId, t.accountId],
      foreignColumns: [members.orgId, members.accountId],
    }).onDelete("cascade"),
    index("inbox_items_newest").on(t.orgId, t.accountId, t.createdAt),
    index("inbox_items_unread").on(t.orgId, t.accountId).where(sql`read_at is null and in_app`),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
