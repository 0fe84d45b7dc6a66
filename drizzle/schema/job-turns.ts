import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * When a call of each tenant was last taken: of those with equally many running, who waited longest is next. A trigger
 * writes a row for whoever has calls and none yet; those who have had none for a while are deleted.
 */
export const jobTurns = pgTable(
  "job_turns",
  {
    lane: text("lane").notNull(),
    tenant: text("tenant").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.lane, t.tenant] }), index("job_turns_next").on(t.lane, t.at)],
);
