import { createReadStream } from "node:fs";
import { isAppError } from "@/lib/errors";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { CsvRecord, ReadSettings } from "@/lib/model/file";
import { type ColumnCollector, collectColumns } from "@/lib/pipeline/columns/collect";
import { readCsv } from "@/lib/pipeline/read/read-csv";

export type FileColumns = {
  /** The first rows, as they are in the file. */
  sample: string[][];
  columns: (ColumnStats | null)[];
  /** Rows that were read. */
  rows: number;
  /** The last rows, each cell cut to a length that still shows an ID or an address. */
  last: string[][];
  /** What makes the file unusable further down; the rows before that were looked at. */
  problem: { message: string; remedy: string } | null;
};

type Options = {
  sampleRows: number;
  signal?: AbortSignal;
  onBytes?: (read: number) => void;
  /** Whether the file is made of samples of another one. */
  isSampled?: boolean;
};

const LAST_ROWS = 6;
const LAST_CELL = 200;

/**
 * Reads a whole file that nothing is made of yet, and gives what its columns have, for people to say what they fill.
 * Memory stays bounded whatever its size.
 */
export async function readColumns(
  path: string,
  read: ReadSettings,
  { sampleRows, signal, onBytes, isSampled = false }: Options,
): Promise<FileColumns> {
  const sample: string[][] = [];
  let rows = 0;
  let collector: ColumnCollector | null = null;
  let last: CsvRecord[] = [];
  let problem: FileColumns["problem"] = null;
  try {
    const file = createReadStream(path, { highWaterMark: 256 * 1024 });
    for await (const part of readCsv(file, read)) {
      signal?.throwIfAborted();
      if (part.kind === "header") collector = collectColumns(part.header.length);
      if (part.kind !== "records") continue;
      onBytes?.(file.bytesRead);
      rows += part.records.length;
      last = [...last, ...part.records].slice(-LAST_ROWS);
      for (const record of part.records) {
        if (sample.length < sampleRows) sample.push([...record.cells]);
        collector?.add(record);
      }
    }
  } catch (error) {
    if (!isAppError(error) || error.code !== "file_blocked") throw error;
    problem = { message: error.message, remedy: error.remedy ?? "" };
  }
  return {
    sample,
    rows,
    problem,
    columns: collector?.end(isSampled ? "samples" : problem === null ? "whole" : "beginning") ?? [],
    last: last.map(({ cells }) => cells.map((cell) => cell.slice(0, LAST_CELL))),
  };
}
