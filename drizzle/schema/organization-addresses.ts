import { index, pgTable, text } from "drizzle-orm/pg-core";
import { instant, orgId, tenantPolicy } from "./columns";
import { organizations } from "./organizations";

/** Addresses that organizations had before. They lead to the new one, and nobody else gets them while they do. */
export const organizationAddresses = pgTable(
  "organization_addresses",
  {
    slug: text("slug").primaryKey(),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    retiredAt: instant("retired_at").notNull().defaultNow(),
    keptUntil: instant("kept_until").notNull(),
  },
  (t) => [index("organization_addresses_org").on(t.orgId), tenantPolicy()],
);
