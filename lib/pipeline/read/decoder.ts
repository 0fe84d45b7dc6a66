import { isAscii, isUtf8 } from "node:buffer";
import type { Encoding } from "@/lib/model/file";
import { characterBytes, cutAt } from "@/lib/pipeline/read/blocks";
import { decode, sizeIn, WINDOWS_1252 } from "@/lib/pipeline/read/decode";
import { createPlaces, type Place } from "@/lib/pipeline/read/places";
import { hasNul, isUtf8Instead, notDecodable } from "@/lib/pipeline/read/problems";
import { refuseForeign } from "@/lib/pipeline/read/sniff";

/** Of a word, on either side of the letter that tells. */
const WORD_CHARS = 30;

/** Blocks of whole characters come in, text with LF line ends goes out; bytes that are no text end it with a place. */
export function createDecoder(encoding: Encoding) {
  const places = createPlaces(encoding);
  const utf8 = encoding === "windows-1252" ? watchForUtf8() : null;
  /** The first word with a byte beyond ASCII. */
  let odd: { place: Place; word: string } | null = null;

  return {
    places,
    push(block: Buffer): string {
      let bytes = block;
      if (places.bytes() === 0) {
        refuseForeign(block, encoding);
        const marks = markLength(block, encoding);
        places.skip(marks);
        bytes = block.subarray(marks);
      }
      const text = decode(bytes, encoding);
      if (text === null) {
        const good = validLength(bytes, encoding);
        take(bytes.subarray(0, good));
        throw notDecodable(encoding, bytes.subarray(good), places.end());
      }
      const nul = text.indexOf("\0");
      if (nul !== -1) {
        take(bytes.subarray(0, sizeIn(text.slice(0, nul), encoding)));
        throw hasNul(places.end());
      }
      utf8?.take(bytes);
      if (utf8 && !odd && !isAscii(bytes)) odd = firstOdd(bytes, text);
      else places.add(bytes, text);
      return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
    },
    /** To be called when the file has ended. Throws when all of it is text of another encoding. */
    end(): void {
      if (odd && utf8?.isUtf8()) {
        const meant = windows1252Bytes(odd.word)?.toString("utf8") ?? "";
        throw isUtf8Instead(odd.place, { windows1252: odd.word, utf8: meant });
      }
    },
    isLonger: (text: string, bytesMax: number) =>
      text.length * 3 > bytesMax && sizeIn(text, encoding) > bytesMax,
  };

  /** Of bytes that are a character each. */
  function firstOdd(bytes: Buffer, text: string) {
    const index = bytes.findIndex((byte) => byte > 0x7f);
    places.add(bytes.subarray(0, index), text.slice(0, index));
    const place = places.end();
    places.add(bytes.subarray(index), text.slice(index));
    const before = /[^\t\r\n ,;"]*$/.exec(text.slice(Math.max(0, index - WORD_CHARS), index))?.[0] ?? "";
    const from = /^[^\t\r\n ,;"]*/.exec(text.slice(index, index + WORD_CHARS))?.[0] ?? "";
    return { place, word: before + from };
  }

  function take(bytes: Buffer): void {
    places.add(bytes, decode(bytes, encoding) ?? "");
  }
}

/**
 * Looks at the bytes of a file that is read as Windows-1252, block after block. Every byte beyond ASCII is a character
 * there, so that UTF-8 would be read without an error; real text of that encoding is hardly ever valid UTF-8 as a whole.
 */
export function watchForUtf8() {
  let rest: Buffer = Buffer.alloc(0);
  let isPossible = true;
  let isSeen = false;

  return {
    take(block: Buffer): void {
      if (!isPossible || (rest.length === 0 && isAscii(block))) return;
      const bytes = Buffer.concat([rest, block]);
      const end = cutAt(bytes, "utf-8");
      isPossible = isUtf8(bytes.subarray(0, end));
      isSeen = true;
      rest = bytes.subarray(end);
    },
    /** At the end of the file: whether there are such bytes, and all of them are UTF-8. */
    isUtf8: (): boolean => isPossible && isSeen && isUtf8(rest),
  };
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

function unitBytes(bytes: Buffer, at: number, encoding: Encoding): number {
  const high = bytes[encoding === "utf-16le" ? at + 1 : at] ?? 0;
  return high >= 0xd8 && high < 0xdc ? 4 : 2;
}
