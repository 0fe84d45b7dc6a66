import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** How often something guessable was tried, per key such as `sign-in:email:<hash>`. */
export const throttles = pgTable("throttles", {
  key: text("key").primaryKey(),
  tries: integer("tries").notNull(),
  blockedUntil: instant("blocked_until"),
  windowEndsAt: instant("window_ends_at").notNull(),
});
