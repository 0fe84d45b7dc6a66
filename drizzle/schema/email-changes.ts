import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** An account that is to get another address: it does once links mailed to both addresses were opened. At most one each. */
export const emailChanges = pgTable(
  "email_changes",
  {
    accountId: uuid("account_id")
      .primaryKey()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The address to be. */
    email: text("email").notNull(),
    /** SHA-256, hex, of the token in the link to the present address, and to the one to be. */
    fromTokenHash: text("from_token_hash").notNull(),
    toTokenHash: text("to_token_hash").notNull(),
    fromProvedAt: instant("from_proved_at"),
    toProvedAt: instant("to_proved_at"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("email_changes_expiry").on(t.expiresAt),
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
