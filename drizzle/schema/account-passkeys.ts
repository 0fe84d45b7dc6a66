import { sql } from "drizzle-orm";
import { bigint, boolean, index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { createdAt, instant } from "./columns";

/** The passkeys of an account (WebAuthn credentials). */
export const accountPasskeys = pgTable(
  "account_passkeys",
  {
    /** The credential's id, base64url, as the authenticator made it. */
    id: text("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** What its owner calls it. */
    name: text("name").notNull(),
    /** COSE key, base64url. */
    publicKey: text("public_key").notNull(),
    /** How often its authenticator says that it signed; 0 where it does not count. */
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    /** Copied to the other devices of its owner. */
    isSynced: boolean("is_synced").notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    index("account_passkeys_account").on(t.accountId),
    pgPolicy("own", {
      using: sql`account_id = (select app_account_id())`,
      withCheck: sql`account_id = (select app_account_id())`,
    }),
  ],
);
