import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { apiTokens } from "./api-tokens";
import { createdAt, instant, orgId, tenantPolicy } from "./columns";

/** What was answered to a request: enough to answer the same again. */
export type StoredAnswer = { headers: Record<string, string>; body: string };

/** Requests that came with an `Idempotency-Key`, for as long as the key counts. */
export const apiRequests = pgTable(
  "api_requests",
  {
    orgId: orgId(),
    tokenId: uuid("token_id").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of what was asked for, the bytes of a file aside. */
    fingerprint: text("fingerprint").notNull(),
    /** SHA-256 of a file that was sent, once it is here. */
    bodyHash: text("body_hash"),
    /** The id of what the request makes: made again, it is the same. */
    subjectId: uuid("subject_id").notNull(),
    createdAt: createdAt(),
    /** Whoever works on it says so again before this is over. */
    leaseUntil: instant("lease_until"),
    /** Null while it is being worked on. */
    status: integer("status"),
    answer: jsonb("answer").$type<StoredAnswer>(),
  },
  (t) => [
    primaryKey({ columns: [t.tokenId, t.key] }),
    foreignKey({
      name: "api_requests_token",
      columns: [t.orgId, t.tokenId],
      foreignColumns: [apiTokens.orgId, apiTokens.id],
    }).onDelete("cascade"),
    index("api_requests_made").on(t.createdAt),
    tenantPolicy(),
  ],
);
