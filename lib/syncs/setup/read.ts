import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { type SetupRow, selectBeginning, selectSetup, selectSetups } from "@/lib/syncs/setup/setup.store";
import { type SetupFacts, type SetupPlan, type SetupProgress, setupProgress } from "@/lib/syncs/setup/steps";

/** A sync on its way, as checklists show it. */
export type SyncSetupItem = {
  id: string;
  name: string;
  workspace: { id: string; name: string; slug: string };
  /** The newest run; null before the first. */
  runId: string | null;
  plan: SetupPlan;
  /** False once the set-up is over. */
  isSettingUp: boolean;
  progress: SetupProgress;
};

/** The syncs of the organization that are being set up, by workspace. */
export async function listSetups(ctx: Ctx): Promise<SyncSetupItem[]> {
  return (await ctx.db.run((tx) => selectSetups(tx, ctx))).map(itemOf);
}

/** How far a sync of the workspace is; null when it has none of this Sync ID, or it is for uploads. */
export async function findSetup(ctx: WorkspaceCtx, syncId: string): Promise<SyncSetupItem | null> {
  const row = await ctx.db.run((tx) => selectSetup(tx, ctx, syncId));
  return row ? itemOf(row) : null;
}

/**
 * What a workspace still needs until its first sync runs: the syncs that are being set up, or how to begin (`begin`) while it
 * has neither a sync nor a user; null when there is nothing to set up.
 */
export type WorkspaceSetup = { begin: { sourceId: string | null } } | { syncs: SyncSetupItem[] };

export async function findWorkspaceSetup(ctx: WorkspaceCtx): Promise<WorkspaceSetup | null> {
  return ctx.db.run(async (tx) => {
    const rows = (await selectSetups(tx, ctx)).filter(({ workspace }) => workspace.id === ctx.workspaceId);
    if (rows.length > 0) return { syncs: rows.map(itemOf) };
    const { isEmpty, sourceId } = await selectBeginning(tx, ctx);
    return isEmpty ? { begin: { sourceId } } : null;
  });
}

function itemOf(row: SetupRow): SyncSetupItem {
  const { id, name, workspace, run, setup } = row;
  const facts = factsOf(row);
  const progress = setupProgress(facts);
  return {
    id,
    name,
    workspace,
    runId: run?.id ?? null,
    plan: facts.plan,
    isSettingUp: setup !== null,
    progress,
  };
}

function factsOf({ setup, path, sourceChecked, isRead, isApplied, run }: SetupRow): SetupFacts {
  return {
    sourceChecked,
    hasFile: path !== null,
    isRead,
    confirmed: setup ? setup.confirmed : null,
    plan: planOf(run, isApplied),
  };
}

function planOf(run: SetupRow["run"], isApplied: boolean): SetupPlan {
  if (isApplied) return "applied";
  if (run?.state === "held") return "pending";
  if (run?.state === "queued" || run?.state === "running") return run.approved ? "applying" : "running";
  return run?.state === "failed" ? "failed" : "none";
}
