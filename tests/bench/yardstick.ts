import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import Papa from "papaparse";
import type { ProfileField } from "@/lib/model/field";
import { READ_DEFAULTS } from "@/lib/model/file";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { answer } from "./child";
import { FIELDS } from "./people-file";

type Timed = { ms: number; rows: number };

export type YardstickOrders = {
  /** papaparse alone, all rows at once from each piece of the stream, or row by row. */
  papa: { order: { path: string; by: "chunk" | "step" }; answer: Timed };
  hash: { order: { path: string }; answer: { ms: number } };
  /** The rooms `read` and `validate`; the people they give are thrown away. */
  rooms: { order: { path: string }; answer: Timed & { persons: number; warnings: number } };
};

answer<YardstickOrders>({
  papa: ({ path, by }) => timed(() => (by === "chunk" ? papaChunks(path) : papaSteps(path))),
  hash: async ({ path }) => {
    const { ms } = await timed(async () => {
      const hash = createHash("sha256");
      for await (const chunk of createReadStream(path)) hash.update(chunk);
      hash.digest("hex");
      return { rows: 0 };
    });
    return { ms };
  },
  rooms: ({ path }) => timed(() => readAndValidate(path)),
});

async function timed<T extends { rows: number }>(work: () => Promise<T>): Promise<T & { ms: number }> {
  const begun = performance.now();
  const result = await work();
  return { ...result, ms: performance.now() - begun };
}

function papaChunks(path: string): Promise<{ rows: number }> {
  let rows = -1;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path, { encoding: "utf8" }), {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        rows += data.length;
      },
      complete: () => resolve({ rows }),
      error: reject,
    });
  });
}

function papaSteps(path: string): Promise<{ rows: number }> {
  let rows = -1;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path, { encoding: "utf8" }), {
      skipEmptyLines: true,
      step: () => {
        rows += 1;
      },
      complete: () => resolve({ rows }),
      error: reject,
    });
  });
}

async function readAndValidate(path: string) {
  let prepared: ReturnType<typeof prepareMapping> | null = null;
  const seen = { rows: 0, persons: 0, warnings: 0 };
  for await (const part of readCsv(createReadStream(path, { highWaterMark: 256 * 1024 }), READ_DEFAULTS)) {
    if (part.kind === "header") prepared = prepareMapping(part.header, { columns: {} }, fields());
    else if (part.kind === "records" && prepared) {
      for (const record of part.records) {
        const { kind, issues } = validateRecord(prepared, record);
        seen.rows += 1;
        seen.warnings += issues.length;
        if (kind === "person") seen.persons += 1;
      }
    }
  }
  return seen;
}

function fields(): ProfileField[] {
  return FIELDS.map(({ label, type, options }, field) => ({
    id: field + 1,
    label,
    type,
    options: options.map((option, at) => ({ id: field * 100 + at + 1, label: option })),
  }));
}
