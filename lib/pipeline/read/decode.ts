import { isAscii, isUtf8 } from "node:buffer";
import { unreachable } from "@/lib/errors";
import type { Encoding } from "@/lib/model/file";

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

/** How many bytes `text` takes in a file. */
export function sizeIn(text: string, encoding: Encoding): number {
  if (encoding === "utf-8") return Buffer.byteLength(text);
  return encoding === "windows-1252" ? text.length : text.length * 2;
}

// Some versions of Node take these for control characters (nodejs/node#56542), so we have our own table.
export const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const HIGH_CONTROLS = /[\x80-\x9f]/g;

function decodeUtf16(bytes: Buffer, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
