import { open } from "node:fs/promises";
import { needsPassword, otherFormat } from "@/lib/pipeline/unpack/problems";

export type Kind = "gzip" | "zip" | "pgp" | "plain";

export const HEAD_BYTES = 1024;

/** What a file is, by how it begins: its name may say anything. */
export async function kindOf(file: string, name: string): Promise<Kind> {
  const head = await partOf(file, 0, HEAD_BYTES);
  const text = head.toString("latin1");
  if (text.startsWith(GZIP_MARK)) return "gzip";
  if (ZIP_MARKS.some((mark) => text.startsWith(mark))) return "zip";
  const format = otherFormatOf(text);
  if (format) throw otherFormat(name, format.what, format.remedy);
  if (text.startsWith(COMPOUND) && (await isProtectedWorkbook(file, head))) {
    throw needsPassword(name);
  }
  return isPgp(head, text) ? "pgp" : "plain";
}

/** Whether a file that begins with `head` (as much as `HEAD_BYTES`) has to be looked at by `kindOf`: no plain list does. */
export function mayBePacked(head: Buffer): boolean {
  const text = head.toString("latin1");
  const marks = [GZIP_MARK, COMPOUND, ...ZIP_MARKS];
  return (
    marks.some((mark) => text.startsWith(mark)) || otherFormatOf(text) !== undefined || isPgp(head, text)
  );
}

function otherFormatOf(text: string) {
  return OTHERS.find(({ begins, at = 0 }) => text.startsWith(begins, at));
}

const GZIP_MARK = "\x1f\x8b";

/** Of an entry; of an archive without entries, which begins with its end; of one that was split, or could have been. */
const ZIP_MARKS = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08PK\x03\x04", "PK00PK\x03\x04"];

async function partOf(file: string, from: number, bytes: number): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Old Excel workbooks, and new ones with a password, which is put around them ([MS-CFB] 2.2). */
const COMPOUND = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/** Whether the directory of such a file names the package that a password protects. */
async function isProtectedWorkbook(file: string, head: Buffer): Promise<boolean> {
  if (head.length < 512) return false;
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(30), 12);
  const from = (head.readUInt32LE(48) + 1) * sectorBytes;
  const directory = await partOf(file, from, DIRECTORY_BYTES);
  return directory.includes(Buffer.from("EncryptedPackage", "utf16le"));
}

const DIRECTORY_BYTES = 4096;

const PACK_OTHERWISE = "Pack it as zip or gzip, or send the CSV file as it is.";

const OTHERS: readonly { begins: string; at?: number; what: string; remedy: string }[] = [
  { begins: "7z\xbc\xaf\x27\x1c", what: "a 7-Zip archive", remedy: PACK_OTHERWISE },
  { begins: "Rar!\x1a\x07", what: "a RAR archive", remedy: PACK_OTHERWISE },
  { begins: "BZh", what: "packed by bzip2", remedy: PACK_OTHERWISE },
  { begins: "\xfd7zXZ\0", what: "packed by xz", remedy: PACK_OTHERWISE },
  { begins: "\x28\xb5\x2f\xfd", what: "packed by zstd", remedy: PACK_OTHERWISE },
  { begins: "ustar", at: 257, what: "a tar archive", remedy: PACK_OTHERWISE },
];

const ARMOR = /^(?:\xef\xbb\xbf)?\s*-----BEGIN PGP (?:MESSAGE|SIGNED MESSAGE)/;

/** What a binary message can begin with: keys, signatures, encrypted, compressed or literal data, or a marker. */
const PGP_TAGS: readonly number[] = [1, 2, 3, 4, 8, 9, 10, 11, 18, 20];

/**
 * Of a message without armor, the first byte says which packet follows (RFC 9580, 4.2). No text begins with such a byte but in
 * Windows-1252 or UTF-8, and there the version that has to follow it is no letter.
 */
function isPgp(head: Buffer, text: string): boolean {
  if (ARMOR.test(text)) return true;
  const [first = 0] = head;
  if (first < 0x80 || head.length < 8) return false;
  const isNew = (first & 0x40) !== 0;
  const tag = isNew ? first & 0x3f : (first >> 2) & 0x0f;
  if (!PGP_TAGS.includes(tag)) return false;
  const body = isNew ? newBody(head) : oldBody(head);
  return VERSIONS[tag]?.includes(head[body] ?? -1) ?? false;
}

/** What the first byte of a packet's body may be: its version, algorithm or format. */
const VERSIONS: Readonly<Record<number, readonly number[]>> = {
  1: [3, 6],
  2: [3, 4, 5, 6],
  3: [4, 5, 6],
  4: [3, 6],
  8: [0, 1, 2, 3],
  10: [0x50],
  11: [0x62, 0x74, 0x75, 0x6c],
  18: [1, 2],
  20: [1],
};

function newBody(head: Buffer): number {
  const [, length = 0] = head;
  if (length < 192) return 2;
  if (length < 224) return 3;
  return length === 255 ? 6 : 2;
}

function oldBody(head: Buffer): number {
  const kinds = [2, 3, 5, 1];
  return kinds[(head[0] ?? 0) & 3] ?? 1;
}
