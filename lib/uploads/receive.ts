import { randomUUID } from "node:crypto";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { READ_DEFAULTS } from "@/lib/model/file";
import { uploadKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { admitUpload } from "@/lib/uploads/limits";
import { insertUpload } from "@/lib/uploads/store";
import { unpackUpload } from "@/lib/uploads/unpack";

type Received = { uploadId: string; fileName: string; sizeBytes: number; sha256: string };

type Parcel = {
  /** As the browser calls it. */
  fileName: string;
  /** What the browser said it would send; null when it did not say. */
  sizeBytes: number | null;
  bytes: AsyncIterable<Uint8Array>;
  /** The id of the upload, for what may be sent again. */
  id?: string;
};

/**
 * Stores a file as it comes in, in bounded memory, under our own name; it stays there until a run uses it. A packed file
 * or a workbook is unpacked at once. Nothing stays behind when it fails. Throws `file_blocked` (it can't be unpacked), `invalid_input` (no size given, an empty file, fewer or more bytes than announced),
 * `too_large` and `throttled` (refused before a byte is read).
 */
export async function receiveUpload(ctx: WorkspaceCtx, parcel: Parcel): Promise<Received> {
  const announced = requireSize(parcel.sizeBytes);
  const { arrived, admitUnpacked } = await admitUpload(ctx, announced);
  const uploadId = parcel.id ?? randomUUID();
  const fileName = shownFileName(parcel.fileName);
  const key = uploadKey(uploadId);
  const options = { path: fileName, sizeBytesMax: READ_DEFAULTS.sizeBytesMax };
  try {
    const whole = requireWhole(parcel.bytes, announced);
    const { sizeBytes, sha256 } = await spool().write(key, whole, options).catch(interrupted);
    const packed = await unpackUpload(key, { uploadId, fileName, admit: admitUnpacked });
    const row = { id: uploadId, fileName, sizeBytes, sha256, packed, uploadedBy: ctx.actor.label };
    await ctx.db.run((tx) => insertUpload(tx, ctx, { ...row, createdAt: ctx.clock() }));
    ctx.log.info("upload.received", { uploadId, sizeBytes });
    return { uploadId, fileName, sizeBytes, sha256 };
  } catch (error) {
    await spool().remove(key);
    throw error;
  } finally {
    arrived();
  }
}

function requireSize(sizeBytes: number | null): number {
  if (sizeBytes === null || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    throw new AppError("invalid_input", "The upload did not say how large the file is.", {
      remedy: "Upload it from the page in a browser.",
    });
  }
  if (sizeBytes === 0) {
    throw new AppError("invalid_input", "The file is empty.", {
      remedy: "Export it again, check that it has a header and rows, and upload that.",
    });
  }
  if (sizeBytes > READ_DEFAULTS.sizeBytesMax) {
    const most = formatBytes(READ_DEFAULTS.sizeBytesMax);
    throw new AppError("too_large", `The file has ${formatBytes(sizeBytes)}; the limit is ${most}.`, {
      remedy: "Leave out columns that no profile field needs, or attach a Remote Source.",
    });
  }
  return sizeBytes;
}

/** The same bytes. Throws at their end when they are fewer or more than announced, so that nothing is stored. */
async function* requireWhole(bytes: AsyncIterable<Uint8Array>, announced: number) {
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    yield chunk;
  }
  if (sizeBytes !== announced) throw incomplete(sizeBytes, announced);
}

/** The browser went away, or the line broke: an AppError of our own disk stays what it is. */
function interrupted(cause: unknown): never {
  if (cause instanceof AppError) throw cause;
  throw new AppError("invalid_input", "The upload was interrupted. Nothing was saved.", {
    cause,
    retry: true,
    remedy: "Check your connection and upload the file again.",
  });
}

function incomplete(sizeBytes: number, announced: number): AppError {
  return new AppError(
    "invalid_input",
    `The upload is incomplete: ${formatBytes(sizeBytes)} of ${formatBytes(announced)} arrived.`,
    {
      remedy:
        "Upload the file again. If it fails again, a proxy between you and Rollcall is cutting uploads off.",
      meta: { sizeBytes, announced },
      retry: true,
    },
  );
}

/** The chunks of a request's body, read as they are asked for; what is not wanted any more is refused, not buffered. */
export async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const NAME_CHARS_MAX = 200;

/** What a browser calls a file, safe to show: no folders, no control or direction characters, not too long. */
export function shownFileName(raw: string): string {
  const base = raw.split(/[/\\]/).at(-1) ?? "";
  const plain = base.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").trim();
  return [...plain].slice(0, NAME_CHARS_MAX).join("") || "upload.csv";
}
