import { setTimeout as sleep } from "node:timers/promises";
import { usesInngestServer } from "@/lib/env";
import { wasSeen } from "@/lib/health/store";

export type Part = "database" | "worker";

/** A worker writes its heartbeat every few seconds. */
const SEEN_SECONDS = 15;
const PATIENCE_MS = 3_000;

/** Which parts are missing; empty when all is well. Where Inngest's servers run the jobs, no worker is needed. */
export async function missingParts(): Promise<Part[]> {
  const patience = new AbortController();
  const late = sleep(PATIENCE_MS, "late" as const, { signal: patience.signal }).catch(() => "late" as const);
  try {
    const seen = await Promise.race([wasSeen("worker", SEEN_SECONDS), late]);
    if (seen === "late") return ["database"];
    return seen || usesInngestServer() ? [] : ["worker"];
  } catch {
    return ["database"];
  } finally {
    patience.abort();
  }
}
