import { stopped } from "@/lib/egress/with-timeout";
import type { AppError } from "@/lib/errors";
import { outOfTime } from "@/lib/pipeline/source/transfer-errors";

/** `endWith` ends the work from beside, as its signal does. */
type Work<T> = (signal: AbortSignal, endWith: (reason: AppError) => void) => Promise<T>;

/** Does `work` with a signal that also ends it when the time is up. Throws the reason of the signal then. */
export async function withinDeadline<T>(
  { signal: outer, deadlineMs }: { signal: AbortSignal; deadlineMs: number },
  work: Work<T>,
): Promise<T> {
  const ending = new AbortController();
  const endWith = (reason: AppError) => ending.abort(reason);
  const timer = setTimeout(() => endWith(outOfTime(deadlineMs)), deadlineMs);
  const signal = AbortSignal.any([outer, ending.signal]);
  try {
    return await work(signal, endWith);
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
