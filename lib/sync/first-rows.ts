import { createReadStream } from "node:fs";
import { readCsv } from "@/lib/sync/read/read-csv";
import type { ReadSettings } from "@/lib/sync/types";

/**
 * The first rows of a file below its header, as many as can be read and `most` at most: to show what stands in the
 * columns of a file that is read no further.
 */
export async function firstRows(path: string, read: ReadSettings, most: number): Promise<string[][]> {
  try {
    for await (const part of readCsv(createReadStream(path, { highWaterMark: 64 * 1024 }), read)) {
      if (part.kind !== "records") continue;
      return part.records.slice(0, most).map(({ cells }) => [...cells]);
    }
  } catch {
    // What is wrong with its rows is told once its header can be used.
  }
  return [];
}
