import { addDays } from "date-fns";
import { generateKey } from "openpgp";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { NO_PGP, type OwnPgpKey } from "@/lib/model/pgp";
import { lockRemoteSource, setRemoteSource } from "@/lib/remote-sources/store";
import { pgpPlaceOf, seal } from "@/lib/secrets/seal";

/** How long a replaced key still opens files. */
export const PGP_GRACE_DAYS = 30;
const OPENING_MAX = 5;

/**
 * Makes the key pair that files of a Remote Source are encrypted for (Curve25519, OpenPGP version 4, without an end). The one before opens
 * files for 30 more days. `expected` is the key that the person saw as the present one. Throws `not_found`, `conflict`, `confirm_needed`.
 */
export async function makePgpKey(
  ctx: Ctx,
  { id, expected }: { id: string; expected: string | null },
): Promise<{ fingerprint: string }> {
  await ctx.db.run(async (tx) => {
    if (!(await lockRemoteSource(tx, ctx, id))) throw notFound("This Remote Source");
  });
  requireConfirmed(ctx);
  const userIDs = [{ name: `Rollcall ${id.slice(0, 8)}` }];
  const made = await generateKey({ type: "curve25519", userIDs, format: "object" });
  const fingerprint = made.publicKey.getFingerprint();
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    const present = row.pgp.own.find(({ opensUntil }) => opensUntil === null) ?? null;
    if ((present?.fingerprint ?? null) !== expected) throw changedMeanwhile();
    const now = ctx.clock();
    const key: OwnPgpKey = {
      fingerprint,
      publicKey: made.publicKey.armor(),
      sealed: seal(made.privateKey.armor(), pgpPlaceOf(row, fingerprint)),
      createdAt: now.toISOString(),
      createdBy: ctx.actor.label,
      opensUntil: null,
    };
    const until = addDays(now, PGP_GRACE_DAYS).toISOString();
    const before = row.pgp.own
      .filter(({ opensUntil }) => opensUntil === null || opensUntil > now.toISOString())
      .map((old) => ({ ...old, opensUntil: old.opensUntil ?? until }));
    if (before.length >= OPENING_MAX) throw tooMany();
    await setRemoteSource(tx, ctx, id, { pgp: { ...row.pgp, own: [key, ...before] }, updatedAt: now });
    await writeAudit(tx, ctx, {
      action: "remote_source.make_pgp_key",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { before: expected, after: fingerprint },
    });
  });
  return { fingerprint };
}

/** Removes all keys of a Remote Source, its own and those of senders: files are no longer encrypted. Throws as `makePgpKey`. */
export async function removePgpKeys(ctx: Ctx, { id }: { id: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    requireConfirmed(ctx);
    await setRemoteSource(tx, ctx, id, { pgp: NO_PGP, updatedAt: ctx.clock() });
    await writeAudit(tx, ctx, {
      action: "remote_source.remove_pgp_keys",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { before: row.pgp.own.map(({ fingerprint }) => fingerprint).join(", ") },
    });
  });
}

/** Sets whether files that are not encrypted are refused. Throws `not_found`, `invalid_input` without a key, `confirm_needed`. */
export async function setPgpRequired(
  ctx: Ctx,
  { id, isRequired }: { id: string; isRequired: boolean },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    if (isRequired && row.pgp.own.length === 0) {
      throw new AppError("invalid_input", "This Remote Source has no PGP key yet.", {
        remedy: "Create one first.",
      });
    }
    requireConfirmed(ctx);
    await setRemoteSource(tx, ctx, id, { pgp: { ...row.pgp, isRequired }, updatedAt: ctx.clock() });
    await writeAudit(tx, ctx, {
      action: "remote_source.require_pgp",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { before: row.pgp.isRequired, after: isRequired },
    });
  });
}

function changedMeanwhile(): AppError {
  return new AppError("conflict", "Someone has changed the PGP key in the meantime.", {
    remedy: "Reload the page and compare the fingerprint.",
  });
}

function tooMany(): AppError {
  return new AppError("conflict", `${OPENING_MAX} keys of this Remote Source can still open files.`, {
    remedy: "Wait until the oldest has expired, or remove all keys.",
  });
}
