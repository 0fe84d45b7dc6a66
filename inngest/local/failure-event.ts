import { ulid } from "ulid";
import type { App } from "./app";
import type { Settlement, StoredRun } from "./queue.store";

const FAILED = "inngest/function.failed";

/**
 * What the server sends when a run has finally failed: `onFailure` is a function of its own that this event triggers.
 * Null if nothing listens, and for runs that were themselves started by such an event.
 */
export function failureEvent(
  app: App,
  runId: string,
  run: StoredRun,
  end: NonNullable<Settlement["finish"]>,
): Settlement["event"] {
  if (end.state !== "failed" || run.event.name.startsWith("inngest/function.")) return null;
  const isHeard = [...app.configs.values()].some(({ events }) => events.some(({ name }) => name === FAILED));
  if (!isHeard) return null;
  const data = {
    function_id: run.functionId,
    run_id: runId,
    event: run.event,
    events: [run.event],
    error: end.result,
    _inngest: { status: "Failed" },
  };
  return { id: ulid(), event: { id: runId, name: FAILED, data, ts: Date.now() } };
}
