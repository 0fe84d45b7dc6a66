import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { openStream, refreshWants, setWithValues } from "@/lib/events/streams.store";
import { OLD_SECRET_HOURS } from "@/lib/model/webhook";
import { hostOf } from "@/lib/webhooks/create";
import { deleteEndpoint, type EndpointRow, lockEndpoint, setEndpoint } from "@/lib/webhooks/endpoints.store";
import type { UpdateWebhook } from "@/lib/webhooks/schema";
import { newSecret, sealSecret } from "@/lib/webhooks/signing";

/**
 * Changes where a webhook sends to, and what. A message that is under way goes to the new address. Throws `not_found`,
 * `confirm_needed` for another address.
 */
export async function updateWebhook(ctx: Ctx, { id, ...set }: UpdateWebhook): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockedEndpoint(tx, ctx, id);
    if (row.url !== set.url) requireConfirmed(ctx);
    await setEndpoint(tx, ctx, id, row.url === set.url ? set : { ...set, nextTryAt: null });
    await refreshWants(tx, ctx, ctx.clock());
    await writeAudit(tx, ctx, {
      ...{ action: "webhook.update", targetKind: "webhook", targetId: id, targetLabel: hostOf(set.url) },
      detail: {
        address: { from: hostOf(row.url), to: hostOf(set.url) },
        events: { from: row.types, to: set.types },
      },
    });
  });
}

/** Pauses a webhook, or enables it again: then it is tried at once, and gets what is still stored. Throws `not_found`. */
export async function setWebhookState(
  ctx: Ctx,
  { id, state }: { id: string; state: "enabled" | "paused" },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockedEndpoint(tx, ctx, id);
    if (row.state === state) return;
    await setEndpoint(tx, ctx, id, { state, failingSince: null, nextTryAt: null });
    await refreshWants(tx, ctx, ctx.clock());
    const action = state === "paused" ? "webhook.pause" : "webhook.enable";
    await writeAudit(tx, ctx, { action, targetKind: "webhook", targetId: id, targetLabel: hostOf(row.url) });
  });
}

/**
 * Gives a webhook another secret, which is given back here and never again. For a day messages are signed with the old one
 * too. Throws `not_found`, `confirm_needed`.
 */
export async function rotateWebhookSecret(ctx: Ctx, { id }: { id: string }): Promise<{ secret: string }> {
  const secret = newSecret();
  await ctx.db.run(async (tx) => {
    const row = await lockedEndpoint(tx, ctx, id);
    requireConfirmed(ctx);
    await setEndpoint(tx, ctx, id, {
      secretSealed: sealSecret({ orgId: ctx.orgId, id }, secret),
      oldSecretSealed: row.secretSealed,
      oldSecretUntil: new Date(ctx.clock().getTime() + OLD_SECRET_HOURS * 3_600_000),
    });
    const target = { targetKind: "webhook", targetId: id, targetLabel: hostOf(row.url) } as const;
    await writeAudit(tx, ctx, { action: "webhook.rotate_secret", ...target });
  });
  return { secret };
}

/** Deletes a webhook with the log of what was sent to it. Throws `not_found`. */
export async function deleteWebhook(ctx: Ctx, { id }: { id: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockedEndpoint(tx, ctx, id);
    await deleteEndpoint(tx, ctx, id);
    await refreshWants(tx, ctx, ctx.clock());
    const target = { targetKind: "webhook", targetId: id, targetLabel: hostOf(row.url) } as const;
    await writeAudit(tx, ctx, { action: "webhook.delete", ...target });
  });
}

/** Whether events carry the values of users, for webhooks and the API alike. Throws `confirm_needed` to switch it on. */
export async function setEventValues(ctx: Ctx, { withValues }: { withValues: boolean }): Promise<void> {
  if (withValues) requireConfirmed(ctx);
  await ctx.db.run(async (tx) => {
    await openStream(tx, ctx, null);
    await setWithValues(tx, ctx, withValues);
    const action = withValues ? "webhook.include_values" : "webhook.exclude_values";
    await writeAudit(tx, ctx, { action, targetKind: "webhook" });
  });
}

/** The endpoint, locked until the transaction ends. Throws `not_found`. */
export async function lockedEndpoint(tx: Tx, ctx: Ctx, id: string): Promise<EndpointRow> {
  const row = await lockEndpoint(tx, ctx, id);
  if (!row) throw notFound("This webhook");
  return row;
}
