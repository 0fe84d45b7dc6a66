import { brandCtx, brandWorkspaceCtx, type Clock, type WorkspaceCtx } from "@/lib/context";
import { type Db, db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { createLog, type Log } from "@/lib/log";
import type { RunDoor } from "@/lib/runs/door";

/** What a job needs from its process. Tests bring their own. */
export type JobDeps = { db: Db; clock: Clock; log: Log };

/** The process's own database, clock and log. */
export function jobDeps(): JobDeps {
  return { db: db(), clock: () => new Date(), log: createLog("worker") };
}

/** The context of work that no person does: within one tenant and workspace, as the run or as the system. */
export function openRun(door: Omit<RunDoor, "runId"> & { runId?: string }, deps: JobDeps): WorkspaceCtx {
  const ctx = brandCtx({
    orgId: door.orgId,
    actor: door.runId
      ? { kind: "run", runId: door.runId, label: "Sync" }
      : { kind: "system", label: "Schedule" },
    role: "system",
    db: tenantDb(deps.db, { orgId: door.orgId }),
    clock: deps.clock,
    log: deps.log,
  });
  return brandWorkspaceCtx(ctx, door.workspaceId);
}
