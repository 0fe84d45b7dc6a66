import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** Who a person is at a provider of OpenID Connect: what an account can be opened with there. */
export const accountIdentities = pgTable(
  "account_identities",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    /** The provider as members call it, when it was linked. */
    label: text("label").notNull(),
    /** The address that the provider gave then. Shown, and trusted for nothing. */
    email: text("email"),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
  },
  (t) => [
    unique("account_identities_subject").on(t.issuer, t.subject),
    index("account_identities_account").on(t.accountId),
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
