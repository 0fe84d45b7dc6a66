import type { WorkspaceCtx } from "@/lib/context";
import type { Issue } from "@/lib/model/issue";
import type { RunLease } from "@/lib/model/run-ref";
import { type SkippedRow, storeSkippedRows } from "@/lib/pipeline/persistence/issues.store";
import type { ReadPart } from "@/lib/pipeline/read/read-csv";
import { detached } from "@/lib/values/text";

/** More than anyone corrects manually; what exceeds it is only counted. */
const SKIPPED_KEPT_MAX = 10_000;

/** Row of the file -> why nothing came of it. */
export type Reasons = ReadonlyMap<number, string>;

/**
 * Collects which rows are skipped, as they become known in any order, and keeps the first ones of the file. Memory
 * holds twice as many at most.
 */
export function openSkips(keptMax = SKIPPED_KEPT_MAX) {
  const reasons = new Map<number, string>();
  /** Rows from here on are not among the first. */
  let end = Number.POSITIVE_INFINITY;

  function prune(): void {
    const rows = [...reasons.keys()].sort((a, b) => a - b);
    for (const row of rows.slice(keptMax)) reasons.delete(row);
    end = rows[keptMax] ?? end;
  }

  return {
    add({ severity, row, message, file }: Issue): void {
      if (severity !== "error" || row === null || row >= end || file === "managers") return;
      const said = reasons.get(row);
      reasons.set(row, detached(said === undefined ? message : `${said}\n${message}`));
      if (reasons.size > 2 * keptMax) prune();
    },
    reasons(): Reasons {
      if (reasons.size > keptMax) prune();
      return reasons;
    },
  };
}

/** Of a run, in characters: rows of a megabyte each must not fill the database. */
const KEPT_CHARS_MAX = 64 * 1024 ** 2;
const BATCH_CHARS = 4 * 1024 ** 2;

type Input = { read: () => AsyncIterable<ReadPart>; reasons: Reasons; signal: AbortSignal };

/**
 * Reads the rows once more and keeps the cells of the rows that were skipped, for people to correct and upload. Which
 * rows were skipped is certain only at the end of the plan: an ID may appear again in the last row.
 * Stops when all are found.
 */
export async function keepSkipped(ctx: WorkspaceCtx, lease: RunLease, input: Input): Promise<void> {
  let open = input.reasons.size;
  if (open === 0) return;
  let batch: SkippedRow[] = [];
  let chars = 0;
  let charsInAll = 0;

  async function flush(): Promise<void> {
    await storeSkippedRows(ctx, lease, batch);
    batch = [];
    chars = 0;
  }

  for await (const part of input.read()) {
    input.signal.throwIfAborted();
    if (part.kind !== "records") continue;
    for (const { row, cells } of part.records) {
      const reason = input.reasons.get(row);
      if (reason === undefined) continue;
      const size = cells.reduce((sum, cell) => sum + cell.length, 0);
      charsInAll += size;
      if (charsInAll > KEPT_CHARS_MAX) return flush();
      batch.push({ row, cells: [...cells], reason });
      chars += size;
      open -= 1;
      if (chars > BATCH_CHARS) await flush();
    }
    if (open === 0) break;
  }
  await flush();
}
