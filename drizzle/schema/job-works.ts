import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Work of a step that goes on while its requests come and go, and which process is at it, for as long as that says so. */
export const jobWorks = pgTable("job_works", {
  /** The run of the job, and the step. */
  key: text("key").primaryKey(),
  worker: text("worker").notNull(),
  until: instant("until").notNull(),
});
