import { sql } from "drizzle-orm";
import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

/** A person who signs in. Belongs to no organization by itself: `members` says to which. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull().generatedAlwaysAs(sql`lower(email)`),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("accounts_email_key").on(t.emailKey)],
);
