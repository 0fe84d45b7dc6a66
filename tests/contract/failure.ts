import { type AppError, isAppError } from "@/lib/errors";

/** The error a promise ends with; fails the test when it is not one of ours, or when there is none. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in outcome) throw new Error("This should have failed.");
  if (!isAppError(outcome.error)) throw outcome.error;
  return outcome.error;
}

/** Sockets that this process holds open, of either side. */
export function socketsOpen(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
}
