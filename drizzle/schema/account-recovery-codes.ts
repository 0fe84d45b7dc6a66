import { sql } from "drizzle-orm";
import { pgPolicy, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** Codes for someone who has lost their second factor. Each works once. */
export const accountRecoveryCodes = pgTable(
  "account_recovery_codes",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** SHA-256 of the code, hex. It has 80 random bits, so that its hash says nothing. */
    codeHash: text("code_hash").notNull(),
    createdAt: createdAt(),
    usedAt: instant("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.codeHash] }),
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
