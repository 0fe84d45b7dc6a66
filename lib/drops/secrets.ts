import { randomInt, randomUUID } from "node:crypto";
import { addDays } from "date-fns";
import type { DropSecretKind } from "@/drizzle/schema/drop-secrets";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import { hashPassword } from "@/lib/auth/password";
import { hashToken, newToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import {
  countSecrets,
  insertSecret,
  lockDropName,
  revokeAll,
  revokeSecretRow,
} from "@/lib/drops/credentials.store";
import type { DropSecretInput, MakeDropSecretInput } from "@/lib/drops/schema";
import { AppError, notFound } from "@/lib/errors";

const TOKENS_MAX = 5;

/** Without letters and digits that are taken for each other. */
const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** 24 of 56 letters are 139 bits. */
const PASSWORD_LENGTH = 24;

/**
 * Makes a password for SFTP, which takes the place of the one before, or a token for HTTPS. It is in the answer and
 * nowhere else. Throws `not_found`, `conflict` (too many tokens), `confirm_needed`.
 */
export async function makeDropSecret(
  ctx: Ctx,
  { id, kind, label, days }: MakeDropSecretInput,
): Promise<{ secret: string }> {
  return ctx.db.run(async (tx) => {
    const name = await lockDropName(tx, ctx, id);
    if (name === undefined) throw notFound("This Remote Source");
    requireConfirmed(ctx);
    if (kind === "token" && (await countSecrets(tx, ctx, id, kind)) >= TOKENS_MAX) {
      throw new AppError("conflict", `A drop has up to ${TOKENS_MAX} tokens.`, {
        remedy: "Revoke one that is not used any more.",
      });
    }
    const { secret, hash } = await newSecret(kind);
    const now = ctx.clock();
    const replaced = kind === "password" ? await revokeAll(tx, ctx, id, kind) : 0;
    const called = label || (kind === "password" ? "Password" : "Token");
    await insertSecret(tx, ctx, {
      ...{ id: randomUUID(), sourceId: id, kind, label: called, hash },
      ...{ createdBy: ctx.actor.label, createdAt: now, expiresAt: days === null ? null : addDays(now, days) },
    });
    await writeAudit(tx, ctx, {
      action: kind === "password" ? "remote_source.make_password" : "remote_source.make_token",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: name,
      detail: { label: called, days, replaced: replaced > 0 },
    });
    return { secret };
  });
}

/** Takes effect immediately, also for who is signed in with it. Throws `not_found`. */
export async function revokeDropSecret(ctx: Ctx, { id, secretId }: DropSecretInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const name = await lockDropName(tx, ctx, id);
    const secret = name === undefined ? undefined : await revokeSecretRow(tx, ctx, id, secretId);
    if (!secret) throw notFound("This password or token");
    await writeAudit(tx, ctx, {
      action: secret.kind === "password" ? "remote_source.revoke_password" : "remote_source.revoke_token",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: name,
      detail: { label: secret.label },
    });
  });
}

async function newSecret(kind: DropSecretKind): Promise<{ secret: string; hash: string }> {
  if (kind === "token") {
    const secret = newToken();
    return { secret, hash: hashToken(secret) };
  }
  const letters = Array.from({ length: PASSWORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]);
  const secret = letters.join("");
  return { secret, hash: await hashPassword(secret) };
}
