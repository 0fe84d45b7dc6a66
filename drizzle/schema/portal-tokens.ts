import { foreignKey, index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, instant, orgId, tenantPolicy, whole, workspaceId, workspacePolicy } from "./columns";
import { users } from "./users";

/** `link`: e-mailed, good for one sign-in. `session`: a browser that is signed in. `view`: a member who looks as that user. */
export type PortalTokenKind = "link" | "session" | "view";

/** What lets a user into their workspace's portal. Only hashes are kept; nobody can be signed in with a stolen table. */
export const portalTokens = pgTable(
  "portal_tokens",
  {
    /** Lower-case hex SHA-256 of the token. */
    hash: text("hash").primaryKey(),
    orgId: orgId(),
    workspaceId: workspaceId(),
    userId: whole("user_id").notNull(),
    kind: text("kind").$type<PortalTokenKind>().notNull(),
    /** For `view` the member who looks; for a `session` by a kept link the (hashed) member's session that it ends with. */
    memberId: text("member_id"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    foreignKey({
      name: "portal_tokens_user",
      columns: [t.orgId, t.workspaceId, t.userId],
      foreignColumns: [users.orgId, users.workspaceId, users.id],
    }).onDelete("cascade"),
    index("portal_tokens_of_user").on(t.userId),
    index("portal_tokens_expiry").on(t.expiresAt),
    tenantPolicy(),
    workspacePolicy(),
  ],
);
