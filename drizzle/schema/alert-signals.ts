import { boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { RunState } from "@/lib/model/run-state";
import { identity, orgId, tenantPolicy, workspaceId, workspacePolicy } from "./columns";
import { organizations } from "./organizations";

/**
 * That something happened to a sync which may raise or end an alert. Triggers write a row in the statement that does it, so
 * that nothing is missed wherever a process dies; who evaluates takes it away with what follows from it.
 */
export const alertSignals = pgTable(
  "alert_signals",
  {
    id: identity(),
    orgId: orgId().references(() => organizations.id, { onDelete: "cascade" }),
    workspaceId: workspaceId(),
    // No key to syncs or runs: a trigger that checked one would wait for whoever changes the sync while it holds its run.
    syncId: text("sync_id").notNull(),
    kind: text("kind").$type<"run" | "late" | "unreachable" | "host_key" | "detached">().notNull(),
    runId: uuid("run_id"),
    /** For a run: from which state to which. */
    fromState: text("from_state").$type<RunState>(),
    toState: text("to_state").$type<RunState>(),
    /** For a run: a person had decided about its plan. */
    isDecided: boolean("is_decided").notNull().default(false),
    /** For a condition: whether it was raised or cleared. */
    isRaised: boolean("is_raised").notNull().default(false),
    /** For one that was cleared: because it is well again, not because someone paused or changed the sync. */
    isWell: boolean("is_well").notNull().default(false),
  },
  (t) => [index("alert_signals_of_sync").on(t.syncId, t.id), tenantPolicy(), workspacePolicy()],
);
