import { supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";

export function tooLarge(path: string, sizeBytesMax: number): AppError {
  return new AppError("too_large", `File error: ${path} is larger than ${formatBytes(sizeBytesMax)}`, {
    remedy: `Check that this is the right file. To raise the limit, ask ${supportContact()}.`,
    meta: { sizeBytesMax },
  });
}
