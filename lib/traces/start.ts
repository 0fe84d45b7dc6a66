import { sendsTraces } from "@/lib/env";
import { setTraces, traces } from "@/lib/traces/trace";

/**
 * Begins to trace this process when the environment says where traces go; otherwise loads nothing. `kind` is told with
 * every span, as in `web`.
 */
export async function startTraces(kind: "web" | "worker" | "drop"): Promise<void> {
  if (!sendsTraces() || traces()) return;
  const { openTraces } = await import("@/lib/traces/open");
  setTraces(openTraces(kind));
}

/** Sends what was not sent yet. Takes two seconds at most. */
export async function stopTraces(): Promise<void> {
  await traces()?.stop();
}
