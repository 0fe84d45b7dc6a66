import { isAscii, isUtf8 } from "node:buffer";
import { unreachable } from "@/lib/errors";
import type { Encoding } from "@/lib/model/file";
import { characterBytes } from "@/lib/pipeline/read/blocks";

/**
 * The text of whole characters; null when the bytes are not valid. Several times as fast as a streaming
 * `TextDecoder`, and what is plain ASCII stays one byte a character in memory.
 */
export function decode(bytes: Buffer, encoding: Encoding): string | null {
  switch (encoding) {
    case "utf-8":
      if (isAscii(bytes)) return bytes.toString("latin1");
      return isUtf8(bytes) ? bytes.toString("utf8") : null;
    case "windows-1252":
      return bytes
        .toString("latin1")
        .replace(HIGH_CONTROLS, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);
    case "utf-16le":
    case "utf-16be":
      return decodeUtf16(bytes, encoding);
    default:
      return unreachable(encoding);
  }
}

/** The bytes of `text` in Windows-1252; null when it has a character that is not in there. */
export function windows1252Bytes(text: string): Buffer | null {
  const bytes = Buffer.alloc(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const high = code < 0x100 ? -1 : WINDOWS_1252.indexOf(text.charAt(at));
    if (code > 0xff && high === -1) return null;
    bytes[at] = code > 0xff ? 0x80 + high : code;
  }
  return bytes;
}

/** How many bytes `text` takes in a file. */
export function sizeIn(text: string, encoding: Encoding): number {
  if (encoding === "utf-8") return Buffer.byteLength(text);
  return encoding === "windows-1252" ? text.length : text.length * 2;
}

/** How many bytes are valid before the first that is not. `bytes` start with a whole character. */
export function validLength(bytes: Buffer, encoding: Encoding): number {
  let at = 0;
  while (at < bytes.length) {
    const size = encoding === "utf-8" ? characterBytes(bytes[at]) : unitBytes(bytes, at, encoding);
    if (at + size > bytes.length || decode(bytes.subarray(at, at + size), encoding) === null) return at;
    at += size;
  }
  return at;
}

/** The length of the byte order mark that `bytes` start with, if it is that of `encoding`. */
export function markLength(bytes: Buffer, encoding: Encoding): number {
  const mark = MARKS[encoding];
  return mark && bytes.subarray(0, mark.length).equals(mark) ? mark.length : 0;
}

const MARKS: Readonly<Record<Encoding, Buffer | null>> = {
  "utf-8": Buffer.from([0xef, 0xbb, 0xbf]),
  "windows-1252": null,
  "utf-16le": Buffer.from([0xff, 0xfe]),
  "utf-16be": Buffer.from([0xfe, 0xff]),
};

// Some versions of Node take these for control characters (nodejs/node#56542), so the table is ours.
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const HIGH_CONTROLS = /[\x80-\x9f]/g;

function decodeUtf16(bytes: Buffer, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function unitBytes(bytes: Buffer, at: number, encoding: Encoding): number {
  const high = bytes[encoding === "utf-16le" ? at + 1 : at] ?? 0;
  return high >= 0xd8 && high < 0xdc ? 4 : 2;
}
