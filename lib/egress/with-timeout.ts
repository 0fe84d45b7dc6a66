import { AppError, isAppError } from "@/lib/errors";

type Limits = {
  signal: AbortSignal;
  timeoutMs: number;
  /** What to throw when the time is up. */
  late: () => Error;
};

/** Waits for `work`, but not past an abort or the time limit. Work that loses the race must be ended by the caller. */
export function withTimeout<T>(work: Promise<T>, { signal, timeoutMs, late }: Limits): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const onAbort = () => {
      settle();
      reject(stopped(signal));
    };
    const timer = setTimeout(() => {
      settle();
      reject(late());
    }, timeoutMs);
    signal.addEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(settle);
  });
}

/** The error of an aborted signal: its own reason when that is one of our errors. */
export function stopped(signal: AbortSignal): AppError {
  if (isAppError(signal.reason)) return signal.reason;
  return new AppError("cancelled", "This was stopped before it finished.", { cause: signal.reason });
}
