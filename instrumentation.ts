import type { Instrumentation } from "next";

/** Runs once in every web process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startTraces } = await import("@/lib/traces/start");
  await startTraces("web");
  const { broadcastSession: tellPeers } = await import("@/lib/auth/broadcast-session");
  tellPeers();
  const { allowSlowDropBodies } = await import("@/lib/drops/slow-bodies");
  allowSlowDropBodies();
  const [{ limitStatements }, { env }] = await Promise.all([import("@/lib/db/client"), import("@/lib/env")]);
  limitStatements(env().PAGE_SECONDS_MAX * 1_000);
}

/** A page or route that failed: which one and what kind of error it was, never what it was about. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { createLog } = await import("@/lib/log");
  const digest =
    error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : null;
  const { routePath, routeType } = context;
  createLog("web").error("request.failed", { routePath, routeType, reference: digest }, error);
};
