import { sql } from "drizzle-orm";
import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";
import type { MemberRole } from "./members";
import { organizations } from "./organizations";

/** A single-use link that makes an account a member. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role").$type<MemberRole>().notNull(),
    /** SHA-256 of the token in the link, hex. */
    tokenHash: text("token_hash").notNull(),
    /** The same of the link that was mailed: anyone who has it reads that address's e-mail. */
    mailTokenHash: text("mail_token_hash"),
    invitedBy: text("invited_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    unique("invitations_org_id").on(t.orgId, t.id),
    unique("invitations_token").on(t.tokenHash),
    unique("invitations_mail_token").on(t.mailTokenHash),
    tenantPolicy(),
  ],
);
