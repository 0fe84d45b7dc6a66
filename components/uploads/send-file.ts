import { UNREACHABLE } from "@/components/patterns/action-error";
import type { ActionError, WorkspaceScope } from "@/lib/action";

export type Sent =
  | { ok: true; uploadId: string }
  | { ok: false; error: Pick<ActionError, "message" | "remedy"> };

type Input = { scope: WorkspaceScope; file: File; onProgress: (share: number) => void };

/** Sends a file as the body of one request. Uses XMLHttpRequest, because fetch does not report upload progress. */
export function sendFile({ scope, file, onProgress }: Input): { sent: Promise<Sent>; abort: () => void } {
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ org: scope.org, workspace: scope.workspace, name: file.name });
  const sent = new Promise<Sent>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => resolve({ ok: false, error: UNREACHABLE });
    request.onabort = () => resolve({ ok: false, error: { message: "Upload cancelled." } });
    request.onload = () => resolve(answerOf(request.response));
    request.open("POST", `/api/upload?${query}`);
    request.responseType = "json";
    request.send(file);
  });
  return { sent, abort: () => request.abort() };
}

function answerOf(body: unknown): Sent {
  if (typeof body !== "object" || body === null) return { ok: false, error: UNREACHABLE };
  if ("uploadId" in body) return { ok: true, uploadId: String(body.uploadId) };
  // Our own route always returns errors in this form.
  const { error } = body as { error?: ActionError };
  return { ok: false, error: error ?? UNREACHABLE };
}
