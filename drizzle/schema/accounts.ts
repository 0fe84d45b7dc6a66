import { sql } from "drizzle-orm";
import { pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Locale } from "@/lib/model/locale";
import { createdAt, instant } from "./columns";

/** A person who signs in. `members` says to which organizations it belongs. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull().generatedAlwaysAs(sql`lower(email)`),
    name: text("name").notNull(),
    /** Null for a person who signs in only without a password. */
    passwordHash: text("password_hash"),
    /** When its person proved that mail to the address reaches them; null until then. */
    emailVerifiedAt: instant("email_verified_at"),
    /** Since when it has a second factor, an authenticator app or a passkey; null for none. Kept by a trigger. */
    secondFactorAt: instant("second_factor_at"),
    /** Of mails, and of how dates and numbers are written; null as long as nothing has said which. */
    language: text("language").$type<Locale>(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("accounts_email_key").on(t.emailKey),
    // One's own, and the names of colleagues. Who signs in is looked up by functions of the database.
    pgPolicy("own", {
      using: sql`id = (select app_account_id()) or id in (select account_id from members where org_id = (select app_org_id()))`,
      withCheck: sql`id = (select app_account_id())`,
    }),
    // Colleagues see a name, and can do nothing about it.
    pgPolicy("own_delete", { as: "restrictive", for: "delete", using: sql`id = (select app_account_id())` }),
  ],
);
