import { AppError } from "@/lib/errors";

/** How slow a client may be. */
export type Pace = { idleMs: number; windowMs: number; bytesPerSecondMin: number };

export const PACE: Pace = { idleMs: 60_000, windowMs: 60_000, bytesPerSecondMin: 1024 };

/**
 * The chunks of a request's body, as they are asked for. Throws `too_slow` when nothing comes, or too little, for too long,
 * and `invalid_input` when the client went away.
 */
export async function* pacedBody(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
  pace: Pace = PACE,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  let windowAt = Date.now();
  let windowBytes = 0;
  try {
    for (;;) {
      const { done, value } = await within(reader.read().catch(brokenOff), pace.idleMs);
      // A body that is cut off may look like one that has ended.
      if (signal.aborted) throw wentAway(signal.reason);
      if (done) return;
      yield value;
      windowBytes += value.length;
      const elapsed = Date.now() - windowAt;
      if (elapsed < pace.windowMs) continue;
      if ((windowBytes * 1000) / elapsed < pace.bytesPerSecondMin) throw tooSlow();
      windowAt = Date.now();
      windowBytes = 0;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function brokenOff(cause: unknown): never {
  throw wentAway(cause);
}

function wentAway(cause: unknown): AppError {
  return new AppError("invalid_input", "The connection broke before the whole file had arrived.", {
    cause,
    remedy: "Send the file again.",
  });
}

function tooSlow(): AppError {
  return new AppError("too_slow", "The file arrives too slowly.", {
    remedy: "Check the connection and send the file again.",
  });
}
