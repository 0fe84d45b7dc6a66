import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** When a call of each tenant was last taken: of those with equally many running, who waited longest is next. */
export const jobTurns = pgTable(
  "job_turns",
  {
    lane: text("lane").notNull(),
    tenant: text("tenant").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.lane, t.tenant] })],
);
