import { randomBytes } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";
import { selectRemoteSource } from "@/lib/remote-sources/store";
import { checkPaths } from "@/lib/syncs/check-paths";
import { setFollower } from "@/lib/syncs/followers.store";
import { newFileText } from "@/lib/syncs/rhythm";
import { scheduleText } from "@/lib/syncs/schedule";
import { columnsOf, patienceFrom, timesFrom } from "@/lib/syncs/schedule-columns";
import { rhythmOf, scheduleOf } from "@/lib/syncs/schedule-schema";
import type { AttachSourceInput } from "@/lib/syncs/schema";
import { insertSync } from "@/lib/syncs/store";

/**
 * Attaches a file of a Remote Source to the workspace: from now on, or `inSteps` from when a plan is approved, it is read
 * by the schedule. Headers are matched by the standard names and the labels of the profile fields until someone maps them.
 * Throws `not_found` for a source that is not the organization's, `conflict` for the sandbox's in another workspace,
 * `invalid_input` for a path that it can't have.
 */
export async function attachRemoteSource(
  ctx: WorkspaceCtx,
  input: AttachSourceInput,
): Promise<{ syncId: string }> {
  const { remoteSourceId, path, managersPath = null, holdFirstRun, inSteps = false } = input;
  const id = newSyncId();
  const now = ctx.clock();
  const schedule = scheduleOf(input);
  const rhythm = rhythmOf(input);
  return ctx.db.run(async (tx) => {
    const source = await selectRemoteSource(tx, ctx, remoteSourceId);
    if (!source) throw notFound("This Remote Source");
    if (source.sandboxId !== null && source.sandboxId !== ctx.workspaceId) throw ofSandbox();
    checkPaths(source, { path, managersPath });
    await insertSync(tx, ctx, {
      id,
      name: source.name,
      sourceKind: "remote",
      remoteSourceId,
      path,
      managersPath,
      mapping: { columns: {} },
      guardSettings: { firstRun: holdFirstRun } satisfies Partial<GuardLimits>,
      ...columnsOf(schedule),
      rhythm,
      ...(inSteps
        ? { paused: true, setup: { confirmed: [] } }
        : { ...timesFrom(schedule, now), ...patienceFrom({ schedule, rhythm }, now) }),
    });
    const accountId = accountOf(ctx.actor);
    if (accountId) await setFollower(tx, ctx, { syncId: id, accountId, state: "following", madeBy: "setup" });
    await writeAudit(tx, ctx, {
      action: "sync.attach",
      targetKind: "sync",
      targetId: id,
      targetLabel: source.name,
      detail: {
        workspaceId: ctx.workspaceId,
        remoteSourceId,
        path,
        managersPath,
        schedule: scheduleText(schedule),
        newFileExpected: newFileText({ schedule, rhythm }),
        holdFirstRun,
      },
    });
    return { syncId: id };
  });
}

/** A new Sync ID: 24 lower-case hex digits, random, so that two syncs never share the external IDs of their users. */
export function newSyncId(): string {
  return randomBytes(12).toString("hex");
}

function ofSandbox(): AppError {
  return new AppError("conflict", "This Remote Source belongs to the sandbox, and is removed with it.", {
    remedy: "Choose another Remote Source, or create one.",
  });
}
