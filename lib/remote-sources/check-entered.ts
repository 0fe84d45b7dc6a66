import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { checkSource } from "@/lib/pipeline/source/check";
import { targetOf } from "@/lib/pipeline/source/registry";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";
import type { CheckOutcome, CheckWatch } from "@/lib/remote-sources/check";
import { sealProof } from "@/lib/remote-sources/check-proof";
import { openCredentials } from "@/lib/remote-sources/credentials";
import { readEntered } from "@/lib/remote-sources/entered";
import { pinHostKey } from "@/lib/remote-sources/host-keys";
import type { EnteredSource } from "@/lib/remote-sources/schema";
import { findRemoteSourceRow } from "@/lib/remote-sources/store";

/**
 * Checks a connection as a form holds it, before any of it is stored: a secret goes only to the place that was entered
 * with it, a stored one only to its own. What passed comes with a proof, for saving these values as checked. Throws
 * `throttled`, `not_found`, `invalid_input`, and `confirm_needed` where saving would.
 */
export async function checkEntered(
  ctx: Ctx,
  input: EnteredSource & { id?: string },
  watch: CheckWatch,
): Promise<CheckOutcome> {
  await consumeRateLimit(ctx, "checkConnection", ctx.orgId);
  const { id = null, kind } = input;
  const row = id === null ? null : await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (id !== null && row?.kind !== kind) throw notFound("This Remote Source");
  const { settings, secret: entered, moved, changed } = readEntered(ctx, input, row ?? null);
  if (row && changed) requireConfirmed(ctx);
  const secret = entered ?? (row && openCredentials(row, row.credentialsSealed));
  const pinned = row && !moved ? row.hostKey : null;
  const target = targetOf({ kind, settings, hostKey: pinned }, secret, { ctx, id });
  const { result, hostKey } = await checkSource(target, watch);
  const isSame = pinned !== null && pinned.blob === hostKey?.blob;
  const state = pinned === null ? "new" : isSame ? "same" : "changed";
  // Kept beside the pinned key of the source, so that an admin can approve it.
  if (id !== null && hostKey && state === "changed") await pinHostKey(ctx, { id, hostKey });
  if (result.ok) await resetRateLimit(ctx, "checkConnection", ctx.orgId);
  ctx.log.info("remote_source.entered_checked", { ok: result.ok, stages: result.stages.length });
  return {
    result,
    hostKey: hostKey && { state, key: hostKey },
    proof: result.ok ? sealProof(ctx, { id, kind, settings, secret }, { result, hostKey }) : null,
  };
}
