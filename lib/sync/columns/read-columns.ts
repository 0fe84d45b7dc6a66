import { createReadStream } from "node:fs";
import { isAppError } from "@/lib/errors";
import { type ColumnCollector, collectColumns } from "@/lib/sync/columns/collect";
import type { ColumnStats } from "@/lib/sync/columns/types";
import { readCsv } from "@/lib/sync/read/read-csv";
import type { ReadSettings } from "@/lib/sync/types";

export type FileColumns = {
  /** The first rows, as they are in the file. */
  sample: string[][];
  columns: (ColumnStats | null)[];
  /** What makes the file unusable further down; the rows before that were looked at. */
  problem: { message: string; remedy: string } | null;
};

/**
 * Reads a whole file that nothing is made of yet, and gives what its columns have, for people to say what they fill.
 * Memory stays bounded whatever its size.
 */
export async function readColumns(
  path: string,
  read: ReadSettings,
  { sampleRows, signal }: { sampleRows: number; signal?: AbortSignal },
): Promise<FileColumns> {
  const sample: string[][] = [];
  let collector: ColumnCollector | null = null;
  let problem: FileColumns["problem"] = null;
  try {
    for await (const part of readCsv(createReadStream(path, { highWaterMark: 256 * 1024 }), read)) {
      signal?.throwIfAborted();
      if (part.kind === "header") collector = collectColumns(part.header.length);
      if (part.kind !== "records") continue;
      for (const record of part.records) {
        if (sample.length < sampleRows) sample.push([...record.cells]);
        collector?.add(record);
      }
    }
  } catch (error) {
    if (!isAppError(error) || error.code !== "file_blocked") throw error;
    problem = { message: error.message, remedy: error.remedy ?? "" };
  }
  return { sample, columns: collector?.end(problem === null) ?? [], problem };
}
