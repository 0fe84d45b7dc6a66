import { sql } from "drizzle-orm";
import { boolean, index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
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
    /** The provider it was opened with: `google`, or the id of an organization's. Null for a password or passkey. */
    providerId: text("provider_id"),
    /** False when an organization's provider opened it: it then reaches no other organization and not the account. */
    isFull: boolean("is_full").notNull().default(true),
    /** Organizations for which their own provider has said who this is. */
    ssoOrgIds: uuid("sso_org_ids").array().notNull().default(sql`'{}'::uuid[]`),
    /** Organizations that were told of a password being used although they require single sign-on. */
    toldOrgIds: uuid("told_org_ids").array().notNull().default(sql`'{}'::uuid[]`),
  },
  (t) => [
    index("member_sessions_account").on(t.accountId),
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
