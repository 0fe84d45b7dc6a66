import type { WorkspaceCtx } from "@/lib/context";
import type { ReadSettings } from "@/lib/model/file";
import { fileSettingsOf } from "@/lib/model/file-settings";
import type { IssueFile } from "@/lib/model/issue";
import { readSettingsOf } from "@/lib/model/read-settings";
import { resolveGuards } from "@/lib/pipeline/guard/settings";
import {
  fieldsForPlan,
  getUploadRow,
  type SyncRow,
  teamsForPlan,
} from "@/lib/pipeline/persistence/inputs.store";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import type { RunRow } from "@/lib/runs/store";

/** What a run's plan is made from, beside the files themselves. */
export async function inputsOf(ctx: WorkspaceCtx, sync: SyncRow, run: RunRow): Promise<PlanInputs> {
  const readOf = async (uploadId: string | null, file: IssueFile): Promise<ReadSettings> => {
    const upload = uploadId ? await getUploadRow(ctx, uploadId) : null;
    const settings = { ...readSettingsOf(sync.readSettings, file), ...upload?.readSettings };
    // What a person uploads may come without the line that the export writes.
    const hasRowCount = upload === null && fileSettingsOf(sync.fileSettings, file).hasRowCount;
    return hasRowCount ? { ...settings, hasRowCount } : settings;
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

/** Whether the run has a file of managers: an upload brings its own or none. */
export function hasManagersFile(
  { uploadId, managersUploadId }: Pick<RunRow, "uploadId" | "managersUploadId">,
  { managersPath }: Pick<SyncRow, "managersPath">,
): boolean {
  return uploadId ? managersUploadId !== null : managersPath !== null;
}
