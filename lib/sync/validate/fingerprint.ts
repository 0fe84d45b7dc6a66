import type { FieldValue, Person } from "@/lib/sync/types";
import { murmur128 } from "@/lib/sync/validate/murmur";

/** What is printed. Fields are those of `fieldKeys`; one that is left as it was is `undefined`. */
type Printed = Omit<Person, "row" | "line" | "emailKey" | "fingerprint">;

// None of these can stand in a printed text, so that two different persons never print the same characters.
const SEPARATOR = 0x1f;
const OPTION = 0x1e;
const OPTIONS = 0x1d;
const HEX = Buffer.from("0123456789abcdef");

let bytes = Buffer.alloc(4096);
let words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
let length = 0;
let isPlain = true;
const out = new Int32Array(4);
const digits = Buffer.alloc(32);

/**
 * 32 hex digits over everything that a row says of a person: all but row and line, and a field that is left as it was
 * differs from one that is cleared. `fieldKeys` are ascending, so that the order of columns does not count.
 *
 * Null when a text holds a control character: none may, and this looks at every character anyway. Not a cryptographic
 * hash, which would take as long as all the rest; see lib/sync/README.md, "Fingerprints".
 */
export function fingerprint(person: Printed, fieldKeys: readonly string[]): string | null {
  length = 0;
  isPlain = true;
  putText(person.id);
  putText(person.email);
  putText(person.firstName);
  putText(person.lastName);
  putText(person.mobile);
  for (const key of fieldKeys) {
    const value = person.fields[key];
    if (value === undefined) continue;
    putText(key);
    putValue(value);
  }
  if (!isPlain) return null;
  murmur128(bytes, words, length, out);
  return spell();
}

function putValue(value: FieldValue): void {
  if (typeof value === "string") putText(value);
  else if (value === null) {
    bytes[length++] = SEPARATOR;
  } else if (typeof value === "number") {
    bytes[length++] = OPTION;
    putText(`${value}`);
  } else {
    bytes[length++] = OPTIONS;
    putText(value.join());
  }
}

/** As UTF-8 (a lone surrogate as three bytes), and the separator. A hand-written loop: nothing native is faster here. */
function putText(text: string): void {
  const chars = text.length;
  // Room for the separator of a cleared field and for the padding of the last block, too.
  if (length + chars * 3 + 32 > bytes.length) grow(length + chars * 3 + 32);
  let at = length;
  for (let index = 0; index < chars; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x1f && code < 0x7f) bytes[at++] = code;
    else if (code < 0xa0 || code === 0x2028 || code === 0x2029) isPlain = false;
    else {
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        bytes[at++] = 0xe0 | (code >> 12);
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[at++] = 0x80 | (code & 0x3f);
    }
  }
  bytes[at++] = SEPARATOR;
  length = at;
}

function grow(needed: number): void {
  const larger = Buffer.alloc(2 ** Math.ceil(Math.log2(needed)));
  bytes.copy(larger, 0, 0, length);
  bytes = larger;
  words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function spell(): string {
  for (let at = 0; at < 32; at++) {
    const word = out[at >> 3] ?? 0;
    digits[at] = HEX[(word >>> (28 - (at & 7) * 4)) & 15] ?? 0;
  }
  return digits.toString("latin1");
}
