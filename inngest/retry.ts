import { NonRetriableError, RetryAfterError } from "inngest";
import { violated } from "@/lib/db/database-error";
import { isAppError } from "@/lib/errors";
import { createLog } from "@/lib/log";

const BUSY_RETRY_MS = 15_000;

/**
 * Does a step's work, and says in Inngest's words whether another try may help. Only texts that a customer may see get
 * into job state, which an Inngest server would keep: anything else is logged here, by its class and place.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): Error {
  if (isAppError(error)) {
    const cause = { code: error.code };
    return error.retry
      ? new Error(error.message, { cause })
      : new NonRetriableError(error.message, { cause });
  }
  // Another run of the same sync came in between two steps: it is not a fault, and soon over.
  if (violated(error) === "runs_one_running") {
    return new RetryAfterError("Another run of this sync has not finished yet.", BUSY_RETRY_MS);
  }
  createLog("worker").error("job.step.failed", {}, error);
  return new Error("Something went wrong on our side.");
}
