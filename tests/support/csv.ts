import { csvResponse, type Download } from "@/lib/csv/download";
import { READ_DEFAULTS } from "@/lib/model/file";
import { readCsv } from "@/lib/pipeline/read/read-csv";

/** The bytes that a browser would save. */
export async function saved(download: Download): Promise<Buffer> {
  return Buffer.from(await csvResponse(download).arrayBuffer());
}

/** The lines of a CSV file, header first, as our own reader takes them: a `'` against formulas is kept. */
export async function linesOf(bytes: Uint8Array): Promise<string[][]> {
  async function* blocks() {
    yield bytes;
  }
  const lines: string[][] = [];
  for await (const part of readCsv(blocks(), READ_DEFAULTS)) {
    if (part.kind === "header") lines.push([...part.header]);
    if (part.kind === "records") lines.push(...part.records.map((record) => [...record.cells]));
  }
  return lines;
}

/** Each line below the header by the header's names. */
export async function recordsOf(bytes: Uint8Array): Promise<Record<string, string>[]> {
  const [header = [], ...lines] = await linesOf(bytes);
  return lines.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])));
}
