import { brandCtx, brandWorkspaceCtx, type Clock, type Ctx, type WorkspaceCtx } from "@/lib/context";
import { type Db, db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { createLog, type Log } from "@/lib/log";
import type { Actor } from "@/lib/model/actor";
import type { RunRef } from "@/lib/model/run-ref";
import type { PrintsPolicy } from "@/lib/pipeline/keep-prints";

/** What a job needs from its process. Tests bring their own. */
export type JobDeps = {
  db: Db;
  clock: Clock;
  log: Log;
  /** When runs know rows by their prints; absent: as the environment says. */
  prints?: PrintsPolicy | null;
};

/** The process's own database, clock and log. */
export function jobDeps(): JobDeps {
  return { db: db(), clock: () => new Date(), log: createLog("worker") };
}

/** The context in which a run works: within one tenant and workspace. */
export function openRun(ref: RunRef, deps: JobDeps): WorkspaceCtx {
  return open(ref, deps, { kind: "run", runId: ref.runId, label: "Sync" });
}

/** The context of what nobody asked for: schedules, sweeps and purges of one tenant and workspace. */
export function openSystem(ref: Pick<RunRef, "orgId" | "workspaceId">, deps: JobDeps): WorkspaceCtx {
  return open(ref, deps, { kind: "system", label: "Schedule" });
}

/** The context of what a member has asked for and a job goes on with: the caller has checked that they still may. */
export function openFor(
  ref: Pick<RunRef, "orgId" | "workspaceId">,
  actor: Extract<Actor, { kind: "member" }>,
  deps: JobDeps,
): WorkspaceCtx {
  return open(ref, deps, actor);
}

/** The same for what belongs to no workspace. */
export function openOrgSystem({ orgId }: Pick<RunRef, "orgId">, { db, clock, log }: JobDeps): Ctx {
  const actor = { kind: "system", label: "Schedule" } as const;
  return brandCtx({ orgId, actor, role: "system", db: tenantDb(db, { orgId, actor }), clock, log });
}

function open(
  { orgId, workspaceId }: Pick<RunRef, "orgId" | "workspaceId">,
  { db, clock, log }: JobDeps,
  actor: Actor,
): WorkspaceCtx {
  const ctx = brandCtx({ orgId, actor, role: "system", db: tenantDb(db, { orgId, actor }), clock, log });
  return brandWorkspaceCtx(ctx, workspaceId);
}
