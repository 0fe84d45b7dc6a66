import { rm } from "node:fs/promises";
import type { UploadPacked } from "@/drizzle/schema/uploads";
import { AppError, isAppError } from "@/lib/errors";
import { READ_DEFAULTS } from "@/lib/model/file";
import type { IssueCode } from "@/lib/model/issue";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { HEAD_BYTES, mayBePacked } from "@/lib/pipeline/unpack/kind";
import { unpackFile } from "@/lib/pipeline/unpack/unpack-file";
import type { SpoolKey } from "@/lib/spool/keys";
import { scratchFile } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";

type Unpack = {
  uploadId: string;
  fileName: string;
  /** Called before the CSV file takes its place in the spool; what it throws ends it. */
  admit: (contentSizeBytes: number) => Promise<void>;
};

/**
 * Puts the CSV file in the place of a spooled file that is packed, or a workbook: from then on it is an ordinary upload. Null for
 * a plain file, of which only the beginning is read. Throws `file_blocked`; the caller removes what is spooled.
 */
export async function unpackUpload(
  key: SpoolKey,
  { uploadId, fileName, admit }: Unpack,
): Promise<UploadPacked | null> {
  if (!mayBePacked(await headOf(key))) return null;
  const scratch = await scratchFile(`upload-${uploadId}`);
  const { file, release } = await spool().local(key);
  const unpacked = await unpackFile({
    file,
    name: fileName,
    scratch,
    settings: { zipEntry: null, sheet: null },
    pgp: null,
    sizeBytesMax: READ_DEFAULTS.sizeBytesMax,
    signal: new AbortController().signal,
  })
    .catch((error: unknown) => {
      throw forUpload(error);
    })
    .finally(release);
  if (!unpacked) return null;
  const { layers, sheet, others, contentSha256, sizeBytes: contentSizeBytes } = unpacked;
  try {
    await admit(contentSizeBytes);
    await spool().adopt(key, unpacked.file);
  } finally {
    await rm(unpacked.file, { force: true });
  }
  return { layers, contentSha256, contentSizeBytes, others, ...(sheet === null ? {} : { sheet }) };
}

async function headOf(key: SpoolKey): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of spool().read(key, { start: 0, end: HEAD_BYTES })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const DECRYPT = "Decrypt the file, then upload it.";

/** What a person at the drop zone can do; what is not here is right for them as well. */
const REMEDIES: Partial<Record<IssueCode, string>> = {
  file_damaged: "Save or pack the file again, then upload it.",
  file_expands: "Check what is in it. If the list really is this repetitive, upload it without packing it.",
  file_protected: "Remove the password, then upload the file again.",
  file_nested: "Upload the CSV file on its own, or packed once.",
  file_entry: "Upload the CSV file that you want on its own.",
  file_too_large: "Leave out columns that no profile field needs, or attach a Remote Source.",
  file_wrong_key: DECRYPT,
  file_not_signed: DECRYPT,
};

function forUpload(error: unknown): unknown {
  const issue = blockingIssue(error);
  const remedy = issue && REMEDIES[issue.code];
  if (!issue || !remedy || !isAppError(error)) return error;
  return new AppError("file_blocked", error.message, { cause: error, remedy, meta: error.meta });
}
