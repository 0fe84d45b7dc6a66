import type { Encoding } from "@/lib/model/file";
import { decode, sizeIn } from "@/lib/pipeline/read/decode";

/** Where something is in the file: line and column count from 1, as an editor shows them; `byte` from 0. */
export type Place = { line: number; column: number; byte: number };

/**
 * Keeps the bytes of the records that are still open, so that a place in them can be reported exactly. Line ends are
 * normalized before parsing and characters differ in size, so a place in the text alone does not give the byte.
 */
export function createPlaces(encoding: Encoding) {
  /** `line` is the one that the block's first byte is on. */
  let kept: { bytes: Buffer; at: number; line: number }[] = [];
  let bytesSeen = 0;
  let newlines = 0;

  return {
    /** Takes the next bytes and the text they hold. */
    add(bytes: Buffer, text: string): void {
      kept.push({ bytes, at: bytesSeen, line: newlines + 1 });
      bytesSeen += bytes.length;
      newlines += countNewlines(text);
    },
    /** Counts bytes that hold no text: a byte order mark. */
    skip(bytes: number): void {
      bytesSeen += bytes;
    },
    /** Forgets what lies before `line`, except the block that it starts in. */
    forget(line: number): void {
      const open = kept.findLastIndex((block) => block.line < line);
      if (open > 0) kept = kept.slice(open);
    },
    bytes: () => bytesSeen,
    newlines: () => newlines,
    /** The place `offset` UTF-16 units into `line`. */
    at(line: number, offset: number): Place {
      const raw = keptText();
      let start = 0;
      for (let at = kept[0]?.line ?? 1; at < line; at++) start = raw.indexOf("\n", start) + 1;
      const byte = (kept[0]?.at ?? 0) + sizeIn(raw.slice(0, start + offset), encoding);
      return { line, column: [...raw.slice(start, start + offset)].length + 1, byte };
    },
    /** The place right after everything taken so far. */
    end(): Place {
      const raw = keptText();
      const onLine = raw.slice(raw.lastIndexOf("\n") + 1);
      return { line: newlines + 1, column: [...onLine].length + 1, byte: bytesSeen };
    },
  };

  function keptText(): string {
    return decode(Buffer.concat(kept.map((block) => block.bytes)), encoding) ?? "";
  }
}

export function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
