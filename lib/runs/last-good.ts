import type { Baseline } from "@/drizzle/schema/syncs";
import type { RunRow } from "@/lib/runs/store";

type Read = Pick<RunRow, "id" | "createdAt" | "source" | "file" | "counts" | "managers" | "planKey">;

/** What the next runs of a sync are measured by, after one that read its files and was applied; null for one that read none. */
export function baselineOf({
  id,
  createdAt,
  source,
  file,
  counts,
  managers,
  planKey,
}: Read): Baseline | null {
  if (!source || !file || !counts) return null;
  return {
    runId: id,
    sha256: source.sha256,
    planKey: counts.errors === 0 ? planKey : null,
    rows: counts.read,
    headers: file.headers,
    managersSha256: managers?.source.sha256 ?? null,
    managersRows: managers?.rows ?? null,
    modifiedAt: source.modifiedAt,
    managersModifiedAt: managers?.source.modifiedAt ?? null,
    readAt: createdAt.toISOString(),
  };
}
