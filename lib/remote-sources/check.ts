import type { CheckResult, CheckStage, HostKey } from "@/drizzle/schema/remote-sources";
import type { ActionError } from "@/lib/action";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { checkSource, listFolder } from "@/lib/pipeline/source/check";
import type { FolderListing } from "@/lib/pipeline/source/types";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { pinHostKey } from "@/lib/remote-sources/host-keys";
import { lockRemoteSource, setRemoteSource } from "@/lib/remote-sources/store";

type CheckRequest = { id: string; path?: string };
export type CheckWatch = { signal: AbortSignal; onStage: (stage: CheckStage) => void };

export type CheckOutcome = {
  result: CheckResult;
  /** What became of the key that the server showed. */
  hostKey: { state: "pinned" | "same" | "changed" | "new"; key: HostKey } | null;
  /** For saving values that passed before they were stored; null for those that are stored. */
  proof: string | null;
};

/**
 * Connects to the server stage by stage and keeps the result with the source. With no key pinned yet the one that was
 * seen is pinned; one that differs from the pinned one waits for approval. With a `path` the file is looked for too,
 * and only reported, not kept. Throws `not_found`, `throttled`; a server that can't be reached is a result.
 */
export async function checkRemoteSource(
  ctx: Ctx,
  request: CheckRequest,
  watch: CheckWatch,
): Promise<CheckOutcome> {
  const { id, path } = request;
  // Nobody gets to use us as a port scanner: tries are counted for the organization before any is made.
  await consumeRateLimit(ctx, "checkConnection", ctx.orgId);
  const target = await resolveRemoteSource(ctx, id);
  const { result, hostKey } = await checkSource({ ...target, path }, watch);
  const state = hostKey && (await pinHostKey(ctx, { id, hostKey }));
  if (path === undefined) await keepResult(ctx, id, result);
  if (result.ok) await resetRateLimit(ctx, "checkConnection", ctx.orgId);
  ctx.log.info("remote_source.checked", { id, ok: result.ok, stages: result.stages.length });
  return { result, hostKey: hostKey && state ? { state, key: hostKey } : null, proof: null };
}

async function keepResult(ctx: Ctx, id: string, lastCheck: CheckResult): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) return;
    await setRemoteSource(tx, ctx, id, { lastCheck });
    const failed = lastCheck.stages.find((stage) => !stage.ok)?.stage ?? null;
    await writeAudit(tx, ctx, {
      action: "remote_source.check",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { ok: lastCheck.ok, failed },
    });
  });
}

/** One line of a check as it is sent to the browser. */
export type CheckEvent =
  | { kind: "stage"; stage: CheckStage }
  | { kind: "outcome"; outcome: CheckOutcome }
  | { kind: "error"; error: ActionError };

type BrowseRequest = { id: string; folder: string };

/**
 * What lies in a folder of the source; "" is where its paths start. Throws `not_found`, `throttled`, and the connection's own
 * error when the server can't be reached or the folder can't be opened.
 */
export async function browseRemoteSource(
  ctx: Ctx,
  { id, folder }: BrowseRequest,
  signal: AbortSignal,
): Promise<FolderListing> {
  await consumeRateLimit(ctx, "checkConnection", ctx.orgId);
  const listing = await listFolder(await resolveRemoteSource(ctx, id), folder, { signal });
  await resetRateLimit(ctx, "checkConnection", ctx.orgId);
  return listing;
}
