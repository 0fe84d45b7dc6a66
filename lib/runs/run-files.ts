import { rm, stat } from "node:fs/promises";
import type { SourceIdentity } from "@/lib/model/file";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import type { Fetched } from "@/lib/pipeline/source/types";
import type { RunRow } from "@/lib/runs/store";
import { managersSpoolFile, runSpoolFile, uploadSpoolFile } from "@/lib/spool";

/** What a run reads: the file of the users and, where there is one, that of the managers. */
export type RunFiles = { users: RunFile; managers: RunFile | null };

type RunFile = Pick<Fetched, "identity" | "file">;

/** What an earlier step has fetched, whole, if it is on this machine; null when it has to be fetched. */
export async function findRunFiles(run: RunRow, { managersRead }: PlanInputs): Promise<RunFiles | null> {
  const users = await find(
    run.source,
    run.uploadId ? await uploadSpoolFile(run.uploadId) : await runSpoolFile(run.id),
  );
  if (!users || !managersRead) return users && { users, managers: null };
  const { managersUploadId: uploadId } = run;
  const managers = await find(
    run.managers?.source ?? null,
    uploadId ? await uploadSpoolFile(uploadId) : await managersSpoolFile(run.id),
  );
  return managers && { users, managers };
}

async function find(identity: SourceIdentity | null, file: string): Promise<RunFile | null> {
  if (!identity) return null;
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  return size === identity.sizeBytes ? { identity, file } : null;
}

/** Deletes what a run has downloaded; an uploaded file stays. */
export async function removeRunFiles(runId: string): Promise<void> {
  await rm(await runSpoolFile(runId), { force: true });
  await rm(await managersSpoolFile(runId), { force: true });
}
