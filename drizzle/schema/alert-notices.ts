import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { AlertKind, AlertTransition } from "@/lib/model/alert";
import { alerts } from "./alerts";
import { instant, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";

/** One message about a sync: that an alert was raised, is still open, or is over. */
export const alertNotices = pgTable(
  "alert_notices",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId(),
    workspaceId: workspaceId(),
    alertId: uuid("alert_id").notNull(),
    transition: text("transition").$type<AlertTransition>().notNull(),
    /** Kinds that were raised at the same time, and are told with it. */
    also: text("also").array().$type<AlertKind[]>().notNull().default(sql`'{}'::text[]`),
    /** Kinds that ended at the same time, and whose end is told with it. */
    ends: text("ends").array().$type<AlertKind[]>().notNull().default(sql`'{}'::text[]`),
    /** The run that it is about; null where none is. */
    runId: uuid("run_id"),
    at: instant("at").notNull(),
    /** When its delivery was taken over by a job; until then it is asked for again. */
    handedAt: instant("handed_at"),
  },
  (t) => [
    foreignKey({
      name: "alert_notices_alert",
      columns: [t.orgId, t.workspaceId, t.alertId],
      foreignColumns: [alerts.orgId, alerts.workspaceId, alerts.id],
    }).onDelete("cascade"),
    unique("alert_notices_tenant").on(t.orgId, t.workspaceId, t.id),
    // An alert is told once that it was raised, reminded of once, and told once that it is over.
    unique("alert_notices_once").on(t.alertId, t.transition),
    index("alert_notices_of_run").on(t.runId).where(sql`run_id is not null`),
    index("alert_notices_unhanded").on(t.at).where(sql`handed_at is null`),
    index("alert_notices_at").on(t.at),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
