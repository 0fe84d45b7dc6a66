import type { Entry, ZipFile } from "yauzl";
import { getFileNameLowLevel, openPromise } from "yauzl";
import { crc32 } from "@/lib/pipeline/unpack/crc32";
import {
  cutOff,
  damaged,
  type KindName,
  needsPassword,
  noSuchEntry,
  otherFormat,
} from "@/lib/pipeline/unpack/problems";

/** Nobody packs more beside one list; the names of all have to fit into memory. */
const ENTRIES_MAX = 10_000;

export type ZipEntry = { name: string; entry: Entry };

export type Archive = { entries: ZipEntry[]; zip: ZipFile };

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_BITS = 0x41;

/**
 * Opens a zip file by its central directory, as every program does that unpacks; what the local headers say counts for nothing. Names
 * are never used as a path. Throws `file_blocked` for a damaged or hostile one.
 */
export async function openArchive(file: string, name: string, kind: KindName): Promise<Archive> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
  const zip = await openPromise(file, options).catch((error: unknown) => {
    throw explainZip(error, name, kind);
  });
  try {
    if (zip.entryCount > ENTRIES_MAX) throw tooMany(name, zip.entryCount);
    const entries: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push({ name: nameOf(entry), entry });
      if (entries.length > ENTRIES_MAX) throw tooMany(name, entries.length);
    }
    return { entries, zip };
  } catch (error) {
    zip.close();
    throw explainZip(error, name, kind);
  }
}

/** UTF-8 where the entry says so or its bytes are, the code page of DOS where not; both separators are one. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const text = fileNameRaw.toString("utf8");
  const isUtf8 = Buffer.from(text, "utf8").equals(fileNameRaw);
  const name = isUtf8 ? text : getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  return name.replaceAll("\\", "/");
}

type Read = { name: string; kind: KindName; onBytes?: (bytes: number) => void };

/** The bytes of an entry, which have to have the length and the checksum that the directory names. */
export async function* readEntry(
  { zip }: Pick<Archive, "zip">,
  { entry, name: entryName }: ZipEntry,
  { name, kind, onBytes }: Read,
): AsyncGenerator<Uint8Array> {
  if (entry.generalPurposeBitFlag & ENCRYPTED_BITS) throw needsPassword(name);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    const remedy = "Pack it with the usual method (Deflate), or as gzip.";
    throw otherFormat(entryName, `packed in the zip file by a method (${entry.compressionMethod})`, remedy);
  }
  let sum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      // A stream of a file or of zlib gives buffers.
      const bytes = chunk as Buffer;
      onBytes?.(bytes.length);
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } catch (error) {
    throw explainZip(error, name, kind);
  }
  if (sum !== entry.crc32) {
    throw damaged(name, kind, "its bytes are not what they were when it was packed");
  }
}

/** What yauzl, zlib and the file system throw; our own errors stay as they are. */
function explainZip(error: unknown, name: string, kind: KindName): unknown {
  if (!(error instanceof Error) || error.name === "AppError" || error.name === "AbortError") return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return cutOff(name, kind, error);
  if (code.startsWith("Z_")) return damaged(name, kind, "an entry can't be unpacked", error);
  // Errors of the disk have a code, those of yauzl have a text only.
  if (code !== "") return error;
  const said = ZIP_FAULTS.find(({ sign }) => sign.test(error.message));
  if (said?.is === "cut") return cutOff(name, kind, error);
  if (said?.is === "password") return needsPassword(name);
  return damaged(name, kind, said?.is ?? "its directory can't be read", error);
}

/** The words of the pinned version of yauzl: it has neither codes nor types. Tests hold it to them. */
const ZIP_FAULTS: readonly { sign: RegExp; is: string }[] = [
  { sign: /^End of central directory record signature not found/, is: "cut" },
  { sign: /unexpected EOF|overflows file bounds/, is: "cut" },
  { sign: /strong encryption/, is: "password" },
  { sign: /^Invalid comment length/, is: "bytes follow its end" },
  { sign: /^multi-disk/, is: "it is one part of several" },
  {
    sign: /too many bytes in the stream|not enough bytes in the stream|size mismatch/,
    is: "an entry has another size than its directory says",
  },
];

function tooMany(name: string, count: number) {
  return noSuchEntry(
    name,
    `has ${count} entries; at most ${ENTRIES_MAX} are looked at.`,
    "Pack the CSV file alone.",
  );
}
