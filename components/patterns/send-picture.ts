import { UNREACHABLE } from "@/components/patterns/action-error";
import type { ActionError } from "@/lib/action";
import { formatBytes } from "@/lib/format/bytes";
import { PICTURE_BYTES_MAX } from "@/lib/pictures/limits";

type Sent<T> = { ok: true; data: T } | { ok: false; error: Pick<ActionError, "message" | "remedy"> };

/** Sends a picture as the body of one request to a route of ours, unless it is larger than that would take. */
export async function sendPicture<T>(
  address: string,
  query: Record<string, string>,
  file: File,
): Promise<Sent<T>> {
  if (file.size > PICTURE_BYTES_MAX) return { ok: false, error: tooLarge(file.size) };
  try {
    const response = await fetch(`${address}?${new URLSearchParams(query)}`, { method: "POST", body: file });
    const body = await response.json();
    return response.ok ? { ok: true, data: body } : { ok: false, error: body.error ?? UNREACHABLE };
  } catch {
    return { ok: false, error: UNREACHABLE };
  }
}

function tooLarge(sizeBytes: number): Pick<ActionError, "message" | "remedy"> {
  const most = formatBytes(PICTURE_BYTES_MAX);
  return {
    message: `The picture is ${formatBytes(sizeBytes)}. The limit is ${most}.`,
    remedy: "Save it smaller, for example at half its width, then upload it again.",
  };
}
