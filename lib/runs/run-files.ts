import type { SourceIdentity } from "@/lib/model/file";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import type { RunRow } from "@/lib/runs/store";
import { managersKey, runKey, type SpoolKey, uploadKey } from "@/lib/spool/keys";
import { clearScratch } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";
import { notRead } from "@/lib/spool/store-errors";

/** What a run reads: the file of the users and, where there is one, that of the managers. */
export type RunFiles = { users: RunFile; managers: RunFile | null };
type RunFile = { identity: SourceIdentity; file: string };

/** The same while it lies in the spool. */
export type SpooledFiles = { users: SpooledFile; managers: SpooledFile | null };
export type SpooledFile = { identity: SourceIdentity; key: SpoolKey };

/** What an earlier step has fetched, whole, if it is in the spool; null when it has to be fetched. */
export async function findRunFiles(run: RunRow, { managersRead }: PlanInputs): Promise<SpooledFiles | null> {
  const users = await find(run.source, run.uploadId ? uploadKey(run.uploadId) : runKey(run.id));
  if (!users || !managersRead) return users && { users, managers: null };
  const { managersUploadId: uploadId } = run;
  const key = uploadId ? uploadKey(uploadId) : managersKey(run.id);
  const managers = await find(run.managers?.source ?? null, key);
  return managers && { users, managers };
}

async function find(identity: SourceIdentity | null, key: SpoolKey): Promise<SpooledFile | null> {
  if (!identity) return null;
  const found = await spool().stat(key);
  const sizeBytes = identity.contentSizeBytes ?? identity.sizeBytes;
  return found?.sizeBytes === sizeBytes ? { identity, key } : null;
}

/** Calls `work` with the files on this machine, for as long as it takes. */
export async function withRunFiles<T>(
  { users, managers }: SpooledFiles,
  work: (files: RunFiles) => Promise<T>,
): Promise<T> {
  return withFile(users, (first) =>
    managers
      ? withFile(managers, (second) => work({ users: first, managers: second }))
      : work({ users: first, managers: null }),
  );
}

async function withFile<T>({ identity, key }: SpooledFile, work: (file: RunFile) => Promise<T>): Promise<T> {
  const { file, release } = await spool()
    .local(key)
    .catch((cause: unknown) => {
      // Also when it was deleted since it was found: the next attempt fetches it.
      throw notRead(cause);
    });
  return work({ identity, file }).finally(release);
}

/** Where a run's file is made before the spool takes it. */
export function scratchNames(runId: string): { users: string; managers: string } {
  return { users: `run-${runId}`, managers: `managers-${runId}` };
}

/** Deletes what a run has downloaded; an uploaded file stays. */
export async function removeRunFiles(runId: string): Promise<void> {
  await spool().remove(runKey(runId));
  await spool().remove(managersKey(runId));
  for (const name of Object.values(scratchNames(runId))) await clearScratch(name);
}
