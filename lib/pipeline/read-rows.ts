import type { RunFile } from "@/drizzle/schema/runs";
import { checkpoint } from "@/lib/checkpoints";
import type { CsvRecord } from "@/lib/model/file";
import { STANDARD_TARGETS } from "@/lib/model/standard-columns";
import { type ColumnCollector, collectColumns } from "@/lib/pipeline/columns/collect";
import { readColumns } from "@/lib/pipeline/columns/read-columns";
import { createSieve } from "@/lib/pipeline/hash/sieve";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { footerNotes } from "@/lib/pipeline/left-out-rows";
import { watchForMarkup } from "@/lib/pipeline/markup";
import type { Ledger } from "@/lib/pipeline/persistence/ledger";
import type { Planner } from "@/lib/pipeline/plan/planner";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import type { Recorder } from "@/lib/pipeline/prints/recorder";
import type { ReadPart } from "@/lib/pipeline/read/read-csv";
import type { Managers } from "@/lib/pipeline/read-managers";
import { countRepeatedIds } from "@/lib/pipeline/repeated-ids";
import type { Additions } from "@/lib/pipeline/validate/additions";
import { createMerger } from "@/lib/pipeline/validate/merge-rows";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { leftOutRow } from "@/lib/pipeline/validate/row-filter";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";

const SAMPLE_ROWS = 5;

type Rooms = {
  planner: Planner;
  ledger: Ledger;
  additions: Additions;
  managers: Managers | null;
  supply: () => Promise<void>;
  /** ISO. */
  today: string;
  /** Takes down which rows get a print; null where none do. */
  recorder: Recorder | null;
};

type RowsInput = {
  /** The whole file, where something has to be looked at twice. */
  file: string;
  inputs: PlanInputs;
  read: () => AsyncIterable<ReadPart>;
  /** Rows that count without being read, and the first of them. */
  spared: { rows: number; samples: (most: number) => Promise<CsvRecord[]> } | null;
};

export type RowsRead = {
  prepared: Prepared | null;
  file: RunFile;
  /** Where the header was found. */
  headerRow: number;
  read: number;
  notes: string[];
};

/** Takes the rows of a file through read, validate and plan. Throws `file_blocked` when it can't be used at all. */
export async function readRows(
  { file: path, inputs, read: open, spared }: RowsInput,
  beat: Heartbeat,
  { planner, ledger, additions, managers, supply, today, recorder }: Rooms,
): Promise<RowsRead> {
  const { headerRow } = inputs.read;
  const file: RunFile = { headers: [], sample: [], ...(headerRow > 1 ? { headerRow } : {}) };
  let prepared: Prepared | null = null;
  let collector: ColumnCollector | null = null;
  let read = spared?.rows ?? 0;
  if (spared) beat.at.rowsDone = read;
  let foundAt = 1;
  const samples: CsvRecord[] = [];
  let sieve: Sieve | null = null;
  let merger: Merger | null = null;
  let markup: ReturnType<typeof watchForMarkup> | null = null;
  const notes: string[] = [];
  for await (const part of open()) {
    beat.signal.throwIfAborted();
    if (part.kind === "header") {
      file.headers = [...part.header];
      foundAt = part.row;
      beat.at.file = file;
      const around = { teams: inputs.teams, additions, leads: managers?.leads ?? null, today };
      try {
        prepared = prepareMapping(part.header, inputs.mapping, inputs.fields, around);
      } catch (error) {
        const { signal } = beat;
        const { sample, columns } = await readColumns(path, inputs.read, { sampleRows: SAMPLE_ROWS, signal });
        file.sample = sample;
        beat.at.columns = columns;
        throw error;
      }
      collector = columnsToFill(prepared);
      markup = watchForMarkup(prepared, inputs.fields, recorder?.leaveOut);
      // Someone who is left out by choice is no stranger to the file of managers.
      sieve = createSieve(prepared, managers?.isThere);
      if (inputs.mapping.repeats)
        merger = createMerger(prepared, await countRepeatedIds(path, inputs, beat.signal));
      await supply();
      await ledger.addIssues(prepared.warnings);
      continue;
    }
    if (part.kind === "end") {
      await ledger.addIssues([...part.warnings, ...(markup?.warnings(file.headers) ?? [])]);
      notes.push(...(sieve?.notes(part.blankRows) ?? []), ...(merger?.notes() ?? []));
      if (merger) await ledger.add({ candidates: [], issues: [], mentioned: merger.mentioned() });
      const leftOut = sieve?.leftOut();
      if (leftOut) file.leftOut = leftOut;
      for (const record of part.leftOut) {
        if (!prepared) break;
        const row = leftOutRow(prepared, record, inputs.read.footerRows);
        if ("kind" in row) await ledger.add(planner.classify([row]));
        else {
          planner.keepIds(row.ids);
          const mentioned = row.emailKeys.map((emailKey) => ({ emailKey }));
          await ledger.add({ candidates: [], issues: [], mentioned });
        }
      }
      notes.push(...footerNotes(part.leftOut));
      continue;
    }
    if (!prepared || !sieve) continue;
    const ready = prepared;
    const records = sieve.take(part.records);
    markup?.take(records);
    for (const record of records) {
      if (samples.length < SAMPLE_ROWS) samples.push(record);
      collector?.add(record);
    }
    const validated = records.map((record) => validateRecord(ready, record));
    if (managers)
      for (const item of validated) {
        if (item.kind === "skipped") for (const id of item.mentions?.ids ?? []) managers.isThere(id);
      }
    await ledger.add(planner.classify(merger ? merger.take(validated) : validated));
    recorder?.take(records, validated);
    read += records.length;
    beat.at.rowsDone = read;
    if (!spared) beat.at.bytesDone = part.bytesDone;
    checkpoint("mid-read");
  }
  if (managers) await ledger.addIssues(managers.strangers());
  beat.at.columns = collector?.end() ?? [];
  samples.push(...((await spared?.samples(SAMPLE_ROWS)) ?? []));
  samples.sort((a, b) => a.row - b.row);
  file.sample = samples.slice(0, SAMPLE_ROWS).map(({ cells }) => [...cells]);
  return { prepared, file, headerRow: foundAt, read, notes };
}

type Sieve = ReturnType<typeof createSieve>;
type Merger = ReturnType<typeof createMerger>;

/** What every user has needs no suggestion; what fills a field today may be asked about tomorrow. */
function columnsToFill({ width, standard }: Prepared): ColumnCollector {
  const known = new Set(STANDARD_TARGETS.map((target) => standard[target]));
  return collectColumns(width, (column) => !known.has(column));
}
