import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One row a process: the health check asks when the worker was last seen. */
export const heartbeats = pgTable("heartbeats", {
  name: text("name").primaryKey(),
  at: instant("at").notNull().defaultNow(),
});
