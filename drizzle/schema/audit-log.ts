import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { ActorKind } from "@/lib/model/actor";
import { identity, instant, orgId, tenantPolicy } from "./columns";

/** Append-only: the application's role may insert and select, and a trigger refuses the rest. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: identity(),
    orgId: orgId(),
    at: instant("at").notNull().defaultNow(),
    actorKind: text("actor_kind").$type<ActorKind>().notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    /** `noun.verb`, such as `remote_source.create`. */
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id"),
    targetLabel: text("target_label"),
    /** What changed, secrets never among it. */
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index("audit_log_org").on(t.orgId, t.id), tenantPolicy()],
);
