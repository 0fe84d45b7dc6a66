import { sql } from "drizzle-orm";
import { bigint, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** The authenticator app of an account (TOTP, RFC 6238): at most one. */
export const accountTotp = pgTable(
  "account_totp",
  {
    accountId: uuid("account_id")
      .primaryKey()
      .references(() => accounts.id, { onDelete: "cascade" }),
    secretSealed: text("secret_sealed").notNull(),
    createdAt: createdAt(),
    /** When its person showed a first code; null while it is being set up, when it counts for nothing. */
    confirmedAt: instant("confirmed_at"),
    /** The time step of the newest code that was accepted. Neither it nor an older one is accepted again. */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  },
  () => [
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
