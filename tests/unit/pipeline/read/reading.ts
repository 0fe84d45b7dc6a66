import { type CsvRecord, READ_DEFAULTS, type ReadSettings } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { readCsv } from "@/lib/pipeline/read/read-csv";

export type Outcome = {
  header: string[];
  records: CsvRecord[];
  blankRows: number[];
  leftOut: number[];
  warnings: Issue[];
  problem: Issue | null;
  remedy: string;
};

/** Reads `file`, cut at `cuts` (offsets of bytes), to its end or to what is wrong with it. */
export async function readAll(
  file: string | Uint8Array,
  settings: Partial<ReadSettings> = {},
  cuts: readonly number[] = [],
): Promise<Outcome> {
  const outcome: Outcome = {
    header: [],
    records: [],
    blankRows: [],
    leftOut: [],
    warnings: [],
    problem: null,
    remedy: "",
  };
  try {
    for await (const part of readCsv(chunks(Buffer.from(file), cuts), { ...READ_DEFAULTS, ...settings })) {
      if (part.kind === "header") outcome.header = part.header;
      if (part.kind === "end") {
        outcome.blankRows = [...part.blankRows.rows];
        outcome.leftOut = part.leftOut.map(({ row }) => row);
        outcome.warnings = part.warnings;
      }
      if (part.kind === "records") outcome.records.push(...part.records);
    }
  } catch (error) {
    outcome.problem = blockingIssue(error);
    if (!outcome.problem) throw error;
    outcome.remedy = error instanceof Error && "remedy" in error ? String(error.remedy) : "";
  }
  return outcome;
}

async function* chunks(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    yield bytes.subarray(from, to);
    from = to;
  }
}

/** `[row, line, ...cells]` of each record. */
export function table({ records }: Outcome): (string | number)[][] {
  return records.map(({ row, line, cells }) => [row, line, ...cells]);
}
