import { sql } from "drizzle-orm";
import { jsonb, pgTable, smallint, uuid } from "drizzle-orm/pg-core";
import type { AlertChoices } from "@/lib/model/alert";
import { tenantPolicy } from "./columns";
import { organizations } from "./organizations";

/** What members are told unless they choose for themselves. */
export const organizationAlertSettings = pgTable(
  "organization_alert_settings",
  {
    orgId: uuid("org_id")
      .primaryKey()
      .references(() => organizations.id, { onDelete: "cascade" }),
    choices: jsonb("choices").$type<AlertChoices>().notNull().default(sql`'{}'::jsonb`),
    /** As ISO numbers weekdays: Monday is 1. Null: no digest. */
    digestWeekday: smallint("digest_weekday"),
  },
  () => [tenantPolicy()],
);
