import { open } from "node:fs/promises";
import { notFound } from "@/lib/errors";
import { uploadSpoolFile } from "@/lib/spool";

const HEAD_BYTES = 256 * 1024;

/** The beginning of an uploaded file. Throws `not_found` once a run has used it or a day has passed. */
export async function readHead(uploadId: string): Promise<Uint8Array> {
  const path = await uploadSpoolFile(uploadId);
  const file = await open(path, "r").catch(() => null);
  if (!file) throw notFound("The uploaded file");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
