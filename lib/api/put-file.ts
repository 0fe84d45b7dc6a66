import { createHash } from "node:crypto";
import type { ApiCall } from "@/lib/api/route";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { chunksOf, receiveUpload } from "@/lib/uploads/receive";
import { selectUpload } from "@/lib/uploads/store";

type PutFile = { id: string; fileName: string; sizeBytes: number; sha256: string };

/** Stores the body of a request as a file; one that was stored by the same request before is found again. */
export async function putFile(
  ctx: WorkspaceCtx,
  fileName: string,
  { id, isRepeat, request }: ApiCall,
): Promise<PutFile> {
  const kept = isRepeat ? await ctx.db.run((tx) => selectUpload(tx, ctx, id)) : undefined;
  if (kept) {
    if ((await hashBody(request)) !== kept.sha256) throw otherFile();
    return { id, fileName: kept.fileName, sizeBytes: kept.sizeBytes, sha256: kept.sha256 };
  }
  const length = request.headers.get("content-length");
  if (length === null) {
    throw new AppError("invalid_input", "The request has no Content-Length.", {
      remedy: "Send the file from a disk, such as with curl -T <file>.",
    });
  }
  const { uploadId, ...received } = await receiveUpload(ctx, {
    ...{ id, fileName, sizeBytes: Number(length), bytes: chunksOf(request.body) },
  });
  return { id: uploadId, ...received };
}

/** SHA-256 of a body that is read to its end and not kept, in lower-case hex. */
export async function hashBody({ body }: Request): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunksOf(body)) hash.update(chunk);
  return hash.digest("hex");
}

/** Another file under a key that was used. */
export function otherFile(): AppError {
  return new AppError("key_reused", "This Idempotency-Key was used for another file.", {
    remedy: "Use a new key for each file, such as a UUID.",
  });
}
