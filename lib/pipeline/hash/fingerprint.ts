import type { FieldValue } from "@/lib/model/field";
import type { Fingerprint, Person } from "@/lib/model/user";
import { murmur128 } from "@/lib/pipeline/hash/murmur";

const bytes = Buffer.alloc(16);

/** A fingerprint as the 32 hex digits that are stored with a change and a user. */
export function hexOf(print: Fingerprint): string {
  for (let word = 0; word < 4; word++) bytes.writeInt32BE(print[word] ?? 0, word * 4);
  return bytes.toString("hex");
}

/** What is printed beside the fields. */
type Printed = Pick<Person, "id" | "email" | "firstName" | "lastName" | "mobile">;

let words = new Int32Array(1024);
let used = 0;
const out = new Int32Array(4);

/**
 * 128 bits over everything that a row says of a person: all but row and line, and a field that is left as it was
 * differs from one that is cleared. `keys` are field ids, ascending, so that the order of columns does not count; each
 * has its value in `values`, undefined for a field that is left.
 *
 * Not a cryptographic hash, which would take as long as all the rest; see lib/pipeline/README.md, "Fingerprints".
 */
export function fingerprint(
  person: Printed,
  keys: readonly string[],
  values: readonly (FieldValue | undefined)[],
): Fingerprint {
  used = 0;
  putText(person.id);
  putText(person.email);
  putValue(person.firstName);
  putValue(person.lastName);
  putValue(person.mobile);
  for (let at = 0; at < keys.length; at++) {
    const value = values[at];
    if (value === undefined) continue;
    putText(keys[at] ?? "");
    putValue(value);
  }
  murmur128(words, used, out);
  return [out[0] ?? 0, out[1] ?? 0, out[2] ?? 0, out[3] ?? 0];
}

// Each part begins with a word of its kind and size, so that two different persons never give the same words.
const TEXT = 0;
const WIDE_TEXT = 1;
const CLEARED = 2;
const OPTION = 3;
const OPTIONS = 4;
const SPACE = 0x20;

function putKind(kind: number, size: number): void {
  // Room for what follows and for the padding of the last block.
  if (used + size + 8 > words.length) grow(used + size + 8);
  words[used++] = size * 8 + kind;
}

function putValue(value: FieldValue): void {
  if (typeof value === "string") putText(value);
  else if (value === null) putKind(CLEARED, 0);
  else if (typeof value === "number") putIds(OPTION, [value]);
  else putIds(OPTIONS, value);
}

/** Ids may be larger than a word. */
function putIds(kind: number, ids: readonly number[]): void {
  putKind(kind, ids.length * 2);
  for (const id of ids) {
    words[used++] = id;
    words[used++] = id / 2 ** 32;
  }
}

/** ASCII, four characters a word; other text is re-encoded. A loop: going native for each text is slower. */
function putText(text: string): void {
  const chars = text.length;
  const start = used;
  putKind(TEXT, chars);
  const into = words;
  let at = used;
  for (let index = 0; index < chars; index += 4) {
    const left = chars - index;
    const a = text.charCodeAt(index);
    const b = left > 1 ? text.charCodeAt(index + 1) : SPACE;
    const c = left > 2 ? text.charCodeAt(index + 2) : SPACE;
    const d = left > 3 ? text.charCodeAt(index + 3) : SPACE;
    const word = a | (b << 8) | (c << 16) | (d << 24);
    if ((a | b | c | d) > 0x7f) {
      used = start;
      putWide(text);
      return;
    }
    into[at++] = word;
  }
  used = at;
}

/** Any text, a UTF-16 unit a word. */
function putWide(text: string): void {
  putKind(WIDE_TEXT, text.length);
  for (let index = 0; index < text.length; index++) {
    words[used++] = text.charCodeAt(index);
  }
}

function grow(size: number): void {
  const larger = new Int32Array(2 ** Math.ceil(Math.log2(size)));
  larger.set(words.subarray(0, used));
  words = larger;
}
