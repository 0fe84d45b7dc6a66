import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ActorKind } from "@/lib/model/actor";
import { identity, instant, orgId, tenantPolicy, workspaceOrNonePolicy } from "./columns";

/**
 * Append-only: a function of the database inserts, and a trigger refuses the rest. Users are ids in it, never names, so
 * that erasing a person works; what else is gone keeps its label.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: identity(),
    orgId: orgId(),
    /** Where it happened; null for what is the organization's. It outlives the workspace. */
    workspaceId: uuid("workspace_id"),
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
  (t) => [
    index("audit_log_org").on(t.orgId, t.id),
    index("audit_log_workspace").on(t.orgId, t.workspaceId, t.id),
    index("audit_log_at").on(t.orgId, t.at),
    tenantPolicy(),
    workspaceOrNonePolicy(),
  ],
);
