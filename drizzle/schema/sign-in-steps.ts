import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/**
 * `second`: the password was right, a second factor is missing. The others are challenges that a passkey has to sign:
 * as that second factor, instead of a password, before something sensitive, or when it is added.
 */
export type SignInStepPurpose = "second" | "second_passkey" | "passkey" | "confirm" | "add_passkey";

/** Halves of sign-ins, each for one browser and a few minutes. Only functions of the database read and write them. */
export const signInSteps = pgTable(
  "sign_in_steps",
  {
    /** SHA-256, hex, of what only the browser has. */
    keyHash: text("key_hash").primaryKey(),
    purpose: text("purpose").$type<SignInStepPurpose>().notNull(),
    /** Whose; null for `passkey`, which says it itself. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    challenge: text("challenge"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("sign_in_steps_expiry").on(t.expiresAt), index("sign_in_steps_account").on(t.accountId)],
).enableRLS();
