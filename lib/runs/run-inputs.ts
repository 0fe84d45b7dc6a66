import type { WorkspaceCtx } from "@/lib/context";
import { hasManagersFile } from "@/lib/runs/fetch-run-file";
import type { RunRow } from "@/lib/runs/store";
import { resolveGuards } from "@/lib/sync/guard/defaults";
import { fieldsForPlan, getUploadRow, type SyncRow, teamsForPlan } from "@/lib/sync/inputs/store";
import type { PlanInputs } from "@/lib/sync/plan-key";
import { readSettingsOf } from "@/lib/sync/read-settings";
import type { IssueFile, ReadSettings } from "@/lib/sync/types";

/** What a run's plan is made from, beside the files themselves. */
export async function inputsOf(ctx: WorkspaceCtx, sync: SyncRow, run: RunRow): Promise<PlanInputs> {
  const readOf = async (uploadId: string | null, file: IssueFile): Promise<ReadSettings> => {
    const upload = uploadId ? await getUploadRow(ctx, uploadId) : null;
    return { ...readSettingsOf(sync.readSettings, file), ...upload?.readSettings };
  };
  return {
    mode: run.mode,
    adoption: sync.adoption,
    guards: resolveGuards(sync.guardSettings),
    mapping: sync.mapping,
    read: await readOf(run.uploadId, "users"),
    managersRead: hasManagersFile(run, sync) ? await readOf(run.managersUploadId, "managers") : null,
    fields: await fieldsForPlan(ctx),
    teams: await teamsForPlan(ctx),
  };
}
