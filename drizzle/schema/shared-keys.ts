import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Fingerprints of the keys that all processes of an installation have in common, so that one with others can tell. */
export const sharedKeys = pgTable("shared_keys", {
  /** `session`, `jobs`, or `secrets:` and the id of a key of the ring. */
  name: text("name").primaryKey(),
  fingerprint: text("fingerprint").notNull(),
  /** Of a ring: when it was last the first key, which new secrets are encrypted with. */
  firstAt: instant("first_at"),
  setAt: instant("set_at").notNull().defaultNow(),
});
