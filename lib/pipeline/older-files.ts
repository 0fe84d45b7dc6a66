import type { Baseline } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { SourceIdentity } from "@/lib/model/file";
import type { OlderFile } from "@/lib/pipeline/guard/facts";
import { findEarlierReading } from "@/lib/pipeline/persistence/inputs.store";

export type OlderFilesInput = {
  syncId: string;
  source: SourceIdentity;
  managers: { source: SourceIdentity } | null;
  baseline: Baseline | null;
  timeZone: string;
};

/**
 * Which of a run's files are no news: changed before the last one that was applied, or with the bytes of a file that an
 * earlier run than that one had read already.
 */
export async function olderFiles(ctx: WorkspaceCtx, input: OlderFilesInput): Promise<OlderFile[]> {
  const { baseline, source, managers } = input;
  if (!baseline) return [];
  const last = { sha256: baseline.sha256, modifiedAt: baseline.modifiedAt };
  const lastManagers = { sha256: baseline.managersSha256, modifiedAt: baseline.managersModifiedAt };
  const found = [
    await compare(ctx, input, { isManagers: false, source, last }),
    managers &&
      (await compare(ctx, input, { isManagers: true, source: managers.source, last: lastManagers })),
  ];
  return found.filter((file) => file !== null);
}

type Pair = {
  isManagers: boolean;
  source: SourceIdentity;
  last: { sha256: string | null | undefined; modifiedAt: string | null | undefined };
};

async function compare(
  ctx: WorkspaceCtx,
  { syncId, baseline, timeZone }: OlderFilesInput,
  { isManagers, source, last }: Pair,
): Promise<OlderFile | null> {
  if (!last.sha256 || source.sha256 === last.sha256) return null;
  const lastAt = last.modifiedAt ?? baseline?.readAt;
  if (!lastAt) return null;
  const file = { isManagers, lastAt: new Date(lastAt), timeZone };
  if (source.modifiedAt && last.modifiedAt && new Date(source.modifiedAt) < new Date(last.modifiedAt)) {
    return { ...file, isRepeat: false, at: new Date(source.modifiedAt) };
  }
  const before = baseline?.readAt;
  const earlier =
    before && (await findEarlierReading(ctx, { syncId, sha256: source.sha256, before, isManagers }));
  return earlier ? { ...file, isRepeat: true, at: earlier.at } : null;
}
