import { randomBytes } from "node:crypto";
import type { RunColumns } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import type { RunLease } from "@/lib/model/run-ref";
import type { FastWay } from "@/lib/pipeline/fast-way";
import type { Planner } from "@/lib/pipeline/plan/planner";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { type ScannedFile, scanFile } from "@/lib/pipeline/prints/chunks";
import { createPrinter, PRINT_WORDS, SECRET_BYTES } from "@/lib/pipeline/prints/hash";
import { HAS_PRINT, LOOKUP_WORDS, type Part } from "@/lib/pipeline/prints/pack";
import { beginPrints, eachIds, loadWords, storePrints } from "@/lib/pipeline/prints/prints.store";
import { mayHavePrints, readingKeyOf } from "@/lib/pipeline/prints/reading-key";
import { createRecorder, makeParts, type Recorder } from "@/lib/pipeline/prints/recorder";

/** When the rows of a file are kept as prints, and when those are made again. */
export type PrintsPolicy = {
  /** Of smaller files every row is read: that is as quick. */
  bytesMin: number;
  /** The share of rows that may have changed before a run which spared the others leaves prints of its own. */
  renewedAt: number;
};

export const PRINTS_POLICY: PrintsPolicy = { bytesMin: 256 * 1024, renewedAt: 0.05 };

export type Keeping = {
  recorder: Recorder;
  /** To be called once the plan is stored. `headerRow`: where the header was found. */
  store: (
    planner: Planner,
    read: { columns: RunColumns; headerRow: number; isWhole: boolean },
  ) => Promise<void>;
};

type Input = {
  syncId: string;
  lease: RunLease;
  file: string;
  inputs: PlanInputs;
  signal: AbortSignal;
};

/** Prints of users who are not in any row, and rows without a print, beyond which they are of no use. */
const FEW = 1_000;

/** To be called before users are read; null where this run leaves no prints. */
export async function keepPrints(
  ctx: WorkspaceCtx,
  input: Input,
  way: FastWay | null,
  policy: PrintsPolicy,
): Promise<Keeping | null> {
  if (way) return keepAgain(ctx, input, way, policy);
  const { syncId, lease, file, inputs, signal } = input;
  if (!mayHavePrints(inputs)) return null;
  const seen = await beginPrints(ctx, lease, syncId);
  if (!seen) return null;
  const secret = randomBytes(SECRET_BYTES);
  const recorder = createRecorder(secret);
  return {
    recorder,
    store: async (planner, { columns, headerRow, isWhole }) => {
      const delimiter = inputs.read.delimiter.charCodeAt(0);
      const layout = {
        delimiter,
        headerRow: inputs.read.headerRow,
        foundAt: headerRow,
        recordBytesMax: inputs.read.recordBytesMax,
      };
      const scanned = isWhole ? await scanFile(file, layout, { print: createPrinter(secret) }) : null;
      const parts = scanned ? makeParts({ path: file, delimiter, scanned, recorder, signal }) : [];
      const head = () =>
        scanned && headOf(ctx, { inputs, planner, recorder, scanned, columns, headerRow, seen });
      await storePrints(ctx, lease, { syncId, basedOn: lease.runId, parts, head });
    },
  };
}

/** The prints of rows that were spared are taken over; those of the others are made anew. */
function keepAgain(ctx: WorkspaceCtx, input: Input, way: FastWay, policy: PrintsPolicy): Keeping {
  const { syncId, lease, file, inputs, signal } = input;
  const { prints, scanned, stale: seen } = way;
  const recorder = createRecorder(prints.secret);
  return {
    recorder,
    store: async (planner, { columns, headerRow, isWhole }) => {
      const changed = recorder.count() + way.gone + seen.length;
      if (!isWhole || changed <= policy.renewedAt * prints.rows) return;
      const earlier = await earlierRows(ctx, syncId, way);
      if (!earlier) return;
      const delimiter = inputs.read.delimiter.charCodeAt(0);
      const parts = makeParts({ path: file, delimiter, scanned, recorder, earlier, signal });
      const head = () => headOf(ctx, { inputs, planner, recorder, scanned, columns, headerRow, seen });
      await storePrints(ctx, lease, { syncId, basedOn: prints.runId, parts, head });
    },
  };
}

type Made = {
  inputs: PlanInputs;
  planner: Planner;
  recorder: Recorder;
  scanned: ScannedFile;
  columns: RunColumns;
  headerRow: number;
  seen: readonly { id: number }[];
};

function headOf(ctx: WorkspaceCtx, { inputs, planner, recorder, scanned, seen, ...rest }: Made) {
  const others = planner.othersThan(recorder.isPrinted);
  const rows = scanned.chunks.rows[scanned.chunks.count] ?? 0;
  if (!others || others.length > FEW + rows / 4) return null;
  return {
    ...rest,
    readingKey: readingKeyOf(inputs, ctx.clock().toISOString().slice(0, 10)),
    secret: recorder.secret,
    header: scanned.header,
    others,
    seen: seen.map(({ id }) => id),
  };
}

/** Copies what is known of spared rows; null when it is there no more. */
async function earlierRows(ctx: WorkspaceCtx, syncId: string, { prints, origins, isRead }: FastWay) {
  const all = { syncId, prints, parts: prints.parts };
  const [words, lookups] = [await loadWords(ctx, all, "prints"), await loadWords(ctx, all, "lookups")];
  const ids: string[] = [];
  const hasIds = await eachIds(ctx, all, (_, more) => {
    for (const id of more) ids.push(id);
  });
  if (!words || !lookups || !hasIds) return null;
  return {
    has: (row: number): boolean => isRead[row] === 0,
    fill: (row: number, part: Part, index: number): void => {
      const from = origins.byRow[row] ?? 0;
      part.marks[index] = prints.marks[from] ?? HAS_PRINT;
      part.ids[index] = ids[from] ?? "";
      copy(words, from, part.prints, index, PRINT_WORDS);
      copy(lookups, from, part.lookups, index, LOOKUP_WORDS);
    },
  };
}

function copy(from: Int32Array, at: number, to: Int32Array, index: number, size: number): void {
  for (let word = 0; word < size; word++) to[index * size + word] = from[at * size + word] ?? 0;
}
