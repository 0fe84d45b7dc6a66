import { boolean, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { AlertKind } from "@/lib/model/alert";
import { orgId, tenantPolicy } from "./columns";
import { members } from "./members";

/** Where a member wants to be told of alerts of a kind. Without a row, as the organization says. */
export const alertPreferences = pgTable(
  "alert_preferences",
  {
    orgId: orgId(),
    accountId: uuid("account_id").notNull(),
    kind: text("kind").$type<AlertKind>().notNull(),
    mail: boolean("mail").notNull(),
    inApp: boolean("in_app").notNull(),
  },
  (t) => [
    primaryKey({ name: "alert_preferences_pkey", columns: [t.orgId, t.accountId, t.kind] }),
    foreignKey({
      name: "alert_preferences_member",
      columns: [t.orgId, t.accountId],
      foreignColumns: [members.orgId, members.accountId],
    }).onDelete("cascade"),
    tenantPolicy(),
  ],
);
