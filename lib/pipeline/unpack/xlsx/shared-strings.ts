import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { unescaped } from "@/lib/pipeline/unpack/xlsx/cell-text";
import { type Book, readXml } from "@/lib/pipeline/unpack/xlsx/read-xml";
import type { ZipEntry } from "@/lib/pipeline/unpack/zip";

/** The texts of a workbook by their number. They lie in a file, and only the parts in use are in memory. */
export type SharedStrings = { get(index: number): string | null; close(): void };

const BLOCK_BYTES = 256 * 1024;
const BLOCKS_MAX = 64;

/** Texts that come in are written to `file`; cells mostly ask for them in that order, so that few blocks are read twice. */
export function openStrings(file: string) {
  rmSync(file, { force: true });
  const handle = openSync(file, "wx+", 0o600);
  let ends = new Float64Array(1024);
  let count = 0;
  let size = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const blocks = new Map<number, Buffer>();

  const flush = () => {
    for (const bytes of pending) writeSync(handle, bytes);
    pending = [];
    pendingBytes = 0;
  };
  const block = (number: number): Buffer => {
    const known = blocks.get(number);
    if (known) return known;
    const bytes = Buffer.alloc(Math.min(BLOCK_BYTES, size - number * BLOCK_BYTES));
    readSync(handle, bytes, 0, bytes.length, number * BLOCK_BYTES);
    if (blocks.size >= BLOCKS_MAX) blocks.delete(blocks.keys().next().value ?? 0);
    blocks.set(number, bytes);
    return bytes;
  };
  return {
    add(text: string): void {
      if (count === ends.length) {
        const longer = new Float64Array(count * 2);
        longer.set(ends);
        ends = longer;
      }
      const bytes = Buffer.from(text);
      size += bytes.length;
      ends[count++] = size;
      pending.push(bytes);
      pendingBytes += bytes.length;
      if (pendingBytes > BLOCK_BYTES || pending.length > 4096) flush();
    },
    get(index: number): string | null {
      if (pending.length > 0) flush();
      const end = ends[index];
      if (!Number.isInteger(index) || index < 0 || index >= count || end === undefined) return null;
      const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
      const first = Math.floor(start / BLOCK_BYTES);
      const last = Math.floor(Math.max(start, end - 1) / BLOCK_BYTES);
      if (start === end) return "";
      if (first === last) {
        return block(first).toString("utf8", start - first * BLOCK_BYTES, end - first * BLOCK_BYTES);
      }
      const bytes = Buffer.alloc(end - start);
      readSync(handle, bytes, 0, bytes.length, start);
      return bytes.toString("utf8");
    },
    close(): void {
      closeSync(handle);
      rmSync(file, { force: true });
    },
  };
}

/** Reads the texts of a workbook: of formatted ones all their parts, without the reading aids of Japanese. */
export async function readSharedStrings(
  book: Book,
  part: ZipEntry | null,
  file: string,
): Promise<SharedStrings> {
  const strings = openStrings(file);
  let text = "";
  let isText = false;
  let aside = 0;
  try {
    if (!part) return strings;
    const reading = readXml(book, part, {
      open(tag) {
        if (tag === "si") text = "";
        if (tag === "rPh") aside++;
        isText = tag === "t";
      },
      text(more) {
        if (isText && aside === 0) text += more;
      },
      close(tag) {
        if (tag === "rPh") aside--;
        if (tag === "si") strings.add(unescaped(text));
        isText = false;
      },
    });
    for await (const _ of reading);
    return strings;
  } catch (error) {
    strings.close();
    throw error;
  }
}
