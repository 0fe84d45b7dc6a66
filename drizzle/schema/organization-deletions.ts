import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Organizations that were deleted: closed from then on, and gone after `purge_after`. What is left then is this row, a
 * receipt. Only functions of the database read and write it.
 */
export const organizationDeletions = pgTable("organization_deletions", {
  /** Of the organization, which may be gone. */
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  /** Who deleted it; forgotten once it is gone. */
  deletedBy: text("deleted_by"),
  deletedAt: instant("deleted_at").notNull(),
  purgeAfter: instant("purge_after").notNull(),
  /** Syncs that ran until then, to run again if it is restored. */
  pausedSyncs: text("paused_syncs").array().notNull(),
  purgedAt: instant("purged_at"),
  /** Table -> how many rows were deleted. */
  receipt: jsonb("receipt").$type<Record<string, number>>(),
}).enableRLS();
