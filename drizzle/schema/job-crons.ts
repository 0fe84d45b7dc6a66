import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** When each scheduled job function is due next. Moved on in the same statement that starts its run. */
export const jobCrons = pgTable("job_crons", {
  /** `<function id> <cron expression>`. */
  id: text("id").primaryKey(),
  nextAt: instant("next_at").notNull(),
});
