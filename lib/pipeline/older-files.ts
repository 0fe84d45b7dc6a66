import type { LastGood } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import type { SourceIdentity } from "@/lib/model/file";
import type { OlderFile } from "@/lib/pipeline/guard/evaluate";
import { findEarlierReading } from "@/lib/pipeline/persistence/inputs.store";

export type OlderFilesInput = {
  syncId: string;
  source: SourceIdentity;
  managers: { source: SourceIdentity } | null;
  lastGood: LastGood | null;
  timeZone: string;
};

/**
 * Which of a run's files are no news: changed before the last one that was applied, or with the bytes of a file that an
 * earlier run than that one had read already.
 */
export async function olderFiles(ctx: WorkspaceCtx, input: OlderFilesInput): Promise<OlderFile[]> {
  const { lastGood, source, managers } = input;
  if (!lastGood) return [];
  const last = { sha256: lastGood.sha256, modifiedAt: lastGood.modifiedAt };
  const lastManagers = { sha256: lastGood.managersSha256, modifiedAt: lastGood.managersModifiedAt };
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
  { syncId, lastGood, timeZone }: OlderFilesInput,
  { isManagers, source, last }: Pair,
): Promise<OlderFile | null> {
  if (!last.sha256 || source.sha256 === last.sha256) return null;
  const lastAt = last.modifiedAt ?? lastGood?.readAt;
  if (!lastAt) return null;
  const file = { isManagers, lastAt: new Date(lastAt), timeZone };
  if (source.modifiedAt && last.modifiedAt && new Date(source.modifiedAt) < new Date(last.modifiedAt)) {
    return { ...file, isRepeat: false, at: new Date(source.modifiedAt) };
  }
  const before = lastGood?.readAt;
  const earlier =
    before && (await findEarlierReading(ctx, { syncId, sha256: source.sha256, before, isManagers }));
  return earlier ? { ...file, isRepeat: true, at: earlier.at } : null;
}
