import type { Encoding } from "@/lib/model/file";
import { blocked } from "@/lib/pipeline/blocked";
import { ENCODING_NAMES } from "@/lib/pipeline/read/problems";

/** Throws when the first block of a file is no text at all, or plainly text of another encoding than `encoding`. */
export function refuseForeign(head: Buffer, encoding: Encoding): void {
  const format = foreignFormat(head);
  if (format) {
    throw blocked({
      code: "file_not_csv",
      message: `The file is ${format.name}, not a CSV file, whatever its name says (line 1, column 1, byte 0).`,
      remedy: format.remedy,
      line: 1,
    });
  }
  const found = markedEncoding(head) ?? unmarkedUtf16(head);
  if (found && found !== encoding) throw otherEncoding(found, encoding, head);
  // Even a text of other letters has separators and line ends, each with a zero byte.
  const isNotUtf16 = !found && !head.subarray(0, PATTERN_BYTES).includes(0);
  if (isUtf16(encoding) && isNotUtf16 && head.length > 3) throw otherEncoding(null, encoding, head);
}

/** What a byte order mark says; null without one. */
function markedEncoding(head: Buffer): Encoding | null {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return "utf-8";
  if (startsWith(head, 0xff, 0xfe)) return "utf-16le";
  return startsWith(head, 0xfe, 0xff) ? "utf-16be" : null;
}

const PATTERN_BYTES = 1024;

/** A header in UTF-16 is mostly ASCII, so every other byte is zero. */
function unmarkedUtf16(head: Buffer): Encoding | null {
  const bytes = head.subarray(0, PATTERN_BYTES);
  let even = 0;
  let odd = 0;
  bytes.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
  });
  const half = bytes.length / 2;
  if (half < 2) return null;
  if (odd > half * 0.4 && even < half * 0.1) return "utf-16le";
  return even > half * 0.4 && odd < half * 0.1 ? "utf-16be" : null;
}

type Format = { name: string; remedy: string };

function foreignFormat(head: Buffer): Format | null {
  const text = head.subarray(0, PATTERN_BYTES).toString("latin1");
  const start = text
    .replace(/^(?:\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, "")
    .slice(0, 40)
    .toLowerCase();
  const isWorkbook = head.toString("latin1").includes("[Content_Types].xml") || text.includes("xl/");
  if (text.startsWith("PK\x03\x04")) return isWorkbook ? FORMATS.xlsx : FORMATS.zip;
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return FORMATS.xls;
  if (startsWith(head, 0x1f, 0x8b)) return FORMATS.gzip;
  if (text.startsWith("%PDF-")) return FORMATS.pdf;
  if (text.startsWith("-----BEGIN PGP")) return FORMATS.pgp;
  if (/^<(?:!doctype html|html|head|body|table|meta)\b/.test(start)) return FORMATS.html;
  if (start.startsWith("<?xml")) return FORMATS.xml;
  return /^(?:\{\s*"|\[\s*\{)/.test(start) ? FORMATS.json : null;
}

const SAVE_AS_CSV = 'Save it as "CSV UTF-8 (comma delimited)" and send that file.';
const UNPACK = "Unpack it before it is sent, and point the sync to the CSV file inside.";
const FORMATS = {
  xlsx: { name: "an Excel workbook (.xlsx)", remedy: SAVE_AS_CSV },
  xls: { name: "an old Excel workbook (.xls)", remedy: SAVE_AS_CSV },
  zip: { name: "a ZIP archive", remedy: UNPACK },
  gzip: { name: "a gzip archive", remedy: UNPACK },
  pdf: { name: "a PDF document", remedy: "Export the list as CSV instead of as a document." },
  html: {
    name: "a web page (HTML)",
    remedy:
      "Often it is the sign-in or error page of the system that should export the list: check that job.",
  },
  xml: { name: "an XML document", remedy: "Export the list as CSV instead of XML." },
  json: { name: "a JSON document", remedy: "Export the list as CSV instead of JSON." },
  pgp: { name: "encrypted with PGP", remedy: "Send it without PGP: the connection itself is encrypted." },
} satisfies Record<string, Format>;

function otherEncoding(found: Encoding | null, wanted: Encoding, head: Buffer) {
  const what = found ? `is ${ENCODING_NAMES[found]}` : `is not ${ENCODING_NAMES[wanted]}`;
  const sign = markedEncoding(head)
    ? "it starts with that byte order mark"
    : found
      ? "every other byte is zero"
      : "it has neither a byte order mark nor the zero bytes of that encoding";
  return blocked({
    code: isUtf16(found) && !isUtf16(wanted) ? "file_utf16" : "file_encoding",
    message: `The file ${what}, but this sync reads ${ENCODING_NAMES[wanted]}: ${sign} (line 1, column 1, byte 0).`,
    remedy: `Export the file as UTF-8${wanted === "utf-8" ? "" : " and choose UTF-8 in the file settings of the sync"}, or choose ${found ? ENCODING_NAMES[found] : "the encoding it has"} as the encoding in the file settings of the sync.`,
    line: 1,
  });
}

function isUtf16(encoding: Encoding | null): boolean {
  return encoding === "utf-16le" || encoding === "utf-16be";
}

function startsWith(head: Buffer, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
