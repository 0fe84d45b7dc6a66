import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, orgId } from "./columns";
import { organizations } from "./organizations";

/** `guest`: may enter the workspaces only that `workspace_members` names. */
export type MemberRole = "owner" | "admin" | "viewer" | "guest";

/** An account's place in an organization. */
export const members = pgTable(
  "members",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    role: text("role").$type<MemberRole>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("members_org_account").on(t.orgId, t.accountId),
    index("members_account").on(t.accountId),
    // A signed-in person may see where they belong before an organization is chosen, and nothing else.
    pgPolicy("tenant", {
      using: sql`org_id = app_org_id() or account_id = app_account_id()`,
      withCheck: sql`org_id = app_org_id()`,
    }),
  ],
);
