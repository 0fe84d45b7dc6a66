import { sql } from "drizzle-orm";
import { boolean, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

/** The customer, the tenant. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    /** Its pages open only to members whose account has a second factor. */
    requiresSecondFactor: boolean("requires_second_factor").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    unique("organizations_slug").on(t.slug),
    pgPolicy("tenant", {
      using: sql`id = app_org_id() or id in (select org_id from members where account_id = app_account_id())`,
      withCheck: sql`id = app_org_id()`,
    }),
  ],
);
