import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { countKeys, deleteKey, hasKey, insertKey, lockDropName } from "@/lib/drops/credentials.store";
import { readPublicKey } from "@/lib/drops/public-key";
import type { AddDropKeyInput, DropKeyInput } from "@/lib/drops/schema";
import { AppError, notFound } from "@/lib/errors";

export const DROP_KEYS_MAX = 5;

/**
 * Lets the owner of a public key sign in to a drop. The key's comment is its label. Throws `not_found`, `invalid_input`,
 * `conflict` (there already, or five are), `confirm_needed`.
 */
export async function addDropKey(
  ctx: Ctx,
  { id, publicKey }: AddDropKeyInput,
): Promise<{ fingerprint: string }> {
  const { comment, ...key } = readPublicKey(publicKey);
  return ctx.db.run(async (tx) => {
    const name = await lockDropName(tx, ctx, id);
    if (name === undefined) throw notFound("This Remote Source");
    if (await hasKey(tx, ctx, id, key.fingerprint)) throw refused("This key is in the list already.");
    if ((await countKeys(tx, ctx, id)) >= DROP_KEYS_MAX) {
      throw refused(`A drop takes up to ${DROP_KEYS_MAX} keys. Remove one that is not used any more.`);
    }
    requireConfirmed(ctx);
    const label = labelOf(comment) || key.type;
    const keyId = randomUUID();
    await insertKey(tx, ctx, { id: keyId, sourceId: id, ...key, label, addedBy: ctx.actor.label });
    await writeAudit(tx, ctx, {
      action: "remote_source.add_key",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: name,
      detail: { key: label, fingerprint: key.fingerprint },
    });
    return { fingerprint: key.fingerprint };
  });
}

/** Takes effect immediately, also for who is signed in with it. Throws `not_found`. */
export async function removeDropKey(ctx: Ctx, { id, keyId }: DropKeyInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const name = await lockDropName(tx, ctx, id);
    const key = name === undefined ? undefined : await deleteKey(tx, ctx, id, keyId);
    if (!key) throw notFound("This key");
    await writeAudit(tx, ctx, {
      action: "remote_source.remove_key",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: name,
      detail: { key: key.label, fingerprint: key.fingerprint },
    });
  });
}

function labelOf(comment: string): string {
  return comment
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(0, 100);
}

function refused(message: string): AppError {
  return new AppError("conflict", message, { fieldErrors: { publicKey: message } });
}
