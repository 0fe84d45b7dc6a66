import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

/** The keys by which the SFTP server for drops is known, one of each type: every process shows the same ones. */
export const dropHostKeys = pgTable("drop_host_keys", {
  /** Such as `ssh-ed25519`. */
  type: text("type").primaryKey(),
  /** One line, as in `known_hosts` behind the host. */
  publicKey: text("public_key").notNull(),
  /** The private key in OpenSSH's form, sealed by `lib/secrets`. */
  privateKeySealed: text("private_key_sealed").notNull(),
  createdAt: createdAt(),
});
