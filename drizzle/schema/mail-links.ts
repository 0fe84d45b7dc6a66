import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** `sign_up`: an account that is created with it. `reset`: a new password. `verify`: the address of an account. `link`: a sign-in of a provider. */
export type MailLinkPurpose = "sign_up" | "reset" | "verify" | "link";

/** Links mailed to the address of an account, or of one to be. Only functions of the database read and write them. */
export const mailLinks = pgTable(
  "mail_links",
  {
    /** SHA-256 of the token in the link, hex. */
    tokenHash: text("token_hash").primaryKey(),
    purpose: text("purpose").$type<MailLinkPurpose>().notNull(),
    email: text("email").notNull(),
    /** Whose, except for `sign_up`. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    /** What was entered for `sign_up`; the hash is forgotten once the link is used. */
    name: text("name"),
    passwordHash: text("password_hash"),
    /** One of our paths to continue to. */
    nextPath: text("next_path"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("mail_links_email").on(t.email), index("mail_links_expiry").on(t.expiresAt)],
).enableRLS();
