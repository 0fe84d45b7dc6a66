import { posix } from "node:path";
import { badChecksum } from "@/lib/pipeline/choose/choose-errors";

/** What is read of a checksum file at most: one of a whole folder has a line for each file. */
export const CHECKSUM_BYTES_MAX = 256 * 1024;

export function checksumName(name: string): string {
  return `${name}.sha256`;
}

/** `sha256sum` writes two blanks before the name, or a blank and `*`, and `\` in front where the name has odd characters. */
const LINE = /^\\?([0-9a-f]{64})(?: [ *](.+))?$/i;
/** As BSD and `sha256sum --tag` write it. */
const TAGGED = /^SHA256 ?\((.+)\) ?= ?([0-9a-f]{64})$/i;

/**
 * The SHA-256 of `path` out of its checksum file, lower-case hex: bare, or as `sha256sum` writes it, with a name that must be
 * the file's. Throws `file_checksum` when it holds none, or only those of other files.
 */
export function readChecksum(bytes: Uint8Array, path: string): string {
  const name = posix.basename(path).normalize("NFC");
  const checksumFile = checksumName(path);
  const others: string[] = [];
  for (const raw of textOf(bytes).split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const tagged = TAGGED.exec(line);
    const plain = LINE.exec(line);
    const [hex, of] = tagged ? [tagged[2], tagged[1]] : [plain?.[1], plain?.[2]];
    if (hex === undefined) throw badChecksum(checksumFile, "holds no SHA-256");
    const named = of === undefined ? name : posix.basename(of.trim().replaceAll("\\", "/")).normalize("NFC");
    if (named === name) return hex.toLowerCase();
    others.push(named);
  }
  if (others.length === 0) throw badChecksum(checksumFile, "holds no SHA-256");
  throw badChecksum(checksumFile, `is of another file: ${others[0]?.slice(0, 120)}`);
}

/** PowerShell writes UTF-16 with a byte order mark, others UTF-8 with or without one. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
