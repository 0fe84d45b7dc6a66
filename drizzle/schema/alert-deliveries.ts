import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { DeliveryAbout, DeliveryState, DeliveryVia } from "@/lib/model/channel";
import { alertChannels } from "./alert-channels";
import { alertNotices } from "./alert-notices";
import { createdAt, instant, orgId, tenantPolicy, workspaceOrNonePolicy } from "./columns";
import { members } from "./members";

/** A message to one member or one channel, and what became of it. Never its text: that is read when it is sent. */
export const alertDeliveries = pgTable(
  "alert_deliveries",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    /** Of the notice. */
    workspaceId: uuid("workspace_id"),
    about: text("about").$type<DeliveryAbout>().notNull(),
    noticeId: uuid("notice_id"),
    /** Of a digest: the day it is for, so that there is one. */
    digestDay: date("digest_day", { mode: "string" }),
    via: text("via").$type<DeliveryVia>().notNull(),
    accountId: uuid("account_id"),
    channelId: uuid("channel_id"),
    state: text("state").$type<DeliveryState>().notNull().default("waiting"),
    attempts: smallint("attempts").notNull().default(0),
    /** Why the last attempt failed, as admins read it. */
    failure: text("failure"),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    foreignKey({
      name: "alert_deliveries_notice",
      columns: [t.orgId, t.workspaceId, t.noticeId],
      foreignColumns: [alertNotices.orgId, alertNotices.workspaceId, alertNotices.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "alert_deliveries_member",
      columns: [t.orgId, t.accountId],
      foreignColumns: [members.orgId, members.accountId],
    }).onDelete("cascade"),
    foreignKey({
      name: "alert_deliveries_channel",
      columns: [t.orgId, t.channelId],
      foreignColumns: [alertChannels.orgId, alertChannels.id],
    }).onDelete("cascade"),
    unique("alert_deliveries_tenant").on(t.orgId, t.id),
    check("alert_deliveries_one_recipient", sql`num_nonnulls(account_id, channel_id) = 1`),
    uniqueIndex("alert_deliveries_once_mail").on(t.noticeId, t.accountId).where(sql`account_id is not null`),
    uniqueIndex("alert_deliveries_once_channel")
      .on(t.noticeId, t.channelId)
      .where(sql`channel_id is not null`),
    uniqueIndex("alert_deliveries_one_digest")
      .on(t.orgId, t.accountId, t.digestDay)
      .where(sql`digest_day is not null`),
    index("alert_deliveries_newest").on(t.orgId, t.createdAt),
    index("alert_deliveries_ended").on(t.endedAt).where(sql`ended_at is not null`),
    index("alert_deliveries_waiting").on(t.createdAt).where(sql`state = 'waiting'`),
    index("alert_deliveries_of_channel").on(t.channelId).where(sql`channel_id is not null`),
    index("alert_deliveries_of_member").on(t.orgId, t.accountId).where(sql`account_id is not null`),
    tenantPolicy(),
    workspaceOrNonePolicy(),
  ],
);
