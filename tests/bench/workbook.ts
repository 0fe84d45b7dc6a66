import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import { READ_DEFAULTS, readAsFetched } from "@/lib/model/file";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { unpackFile } from "@/lib/pipeline/unpack/unpack-file";
import { answer } from "./child";

/** A process of its own, so that its memory is that of opening a workbook. */
export type WorkbookOrders = {
  open: { order: { file: string; scratch: string }; answer: Opened };
};

type Opened = { rows: number; columns: number; unpackMs: number; readMs: number; growthMb: number };

const WATCH_MS = 10;

answer<WorkbookOrders>({
  open: async ({ file, scratch }) => {
    const before = process.memoryUsage.rss();
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, WATCH_MS);
    const began = performance.now();
    const unpacked = await unpackFile({
      ...{ file, scratch, name: "people.xlsx", pgp: null, sizeBytesMax: READ_DEFAULTS.sizeBytesMax },
      settings: { zipEntry: null, sheet: null },
      signal: new AbortController().signal,
    });
    if (!unpacked?.sheet) throw new Error("It is no workbook.");
    const opened = performance.now();
    let rows = 0;
    let columns = 0;
    const read = readAsFetched(READ_DEFAULTS, { sheet: unpacked.sheet });
    for await (const part of readCsv(createReadStream(unpacked.file), read)) {
      if (part.kind === "header") columns = part.header.length;
      if (part.kind === "records") rows += part.records.length;
    }
    clearInterval(watch);
    const growthMb = (highest - before) / 1_000_000;
    return { rows, columns, unpackMs: opened - began, readMs: performance.now() - opened, growthMb };
  },
});
