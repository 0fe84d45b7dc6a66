import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** What a browser was signed in with; `provider` is another service that vouched for the person. */
export type SignInMethod = "password" | "code" | "recovery_code" | "passkey" | "provider";

/** One signed-in browser. Checked on every request, so that signing out somewhere takes effect immediately. */
export const memberSessions = pgTable(
  "member_sessions",
  {
    /** SHA-256 of the random id in the cookie's token, hex. */
    sidHash: text("sid_hash").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** When the password was last entered: at sign-in, or again before something sensitive. */
    confirmedAt: instant("confirmed_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    method: text("method").$type<SignInMethod>().notNull().default("password"),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [
    index("member_sessions_account").on(t.accountId),
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
