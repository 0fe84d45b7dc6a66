import { AppError, isAppError } from "@/lib/errors";

/** Our own full or broken store is not the customer's fault, and may be fixed by the next attempt. */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw isAppError(cause) ? cause : notStored(cause);
  }
}

export function notStored(cause?: unknown): AppError {
  return new AppError("internal", "Rollcall could not store the file.", { cause, retry: true });
}

export function notRead(cause?: unknown): AppError {
  return new AppError("internal", "Rollcall could not read the stored file.", { cause, retry: true });
}
