import { type Key, readKeys } from "openpgp";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import type { PgpSigner } from "@/lib/model/pgp";
import { lockRemoteSource, setRemoteSource } from "@/lib/remote-sources/store";

const SIGNERS_MAX = 5;

/**
 * Adds the public key of a sender: from then on every file has to be signed by one of those that are listed. Throws `not_found`;
 * `invalid_input` for what is no public key, is expired or revoked, or too many; `confirm_needed`.
 */
export async function addPgpSigner(
  ctx: Ctx,
  { id, publicKey }: { id: string; publicKey: string },
): Promise<void> {
  const key = await readSigner(publicKey, ctx.clock());
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    requireConfirmed(ctx);
    const fingerprint = key.getFingerprint();
    const others = row.pgp.signers.filter((signer) => signer.fingerprint !== fingerprint);
    if (others.length >= SIGNERS_MAX)
      throw wrong(`A Remote Source has at most ${SIGNERS_MAX} keys of senders.`);
    const signer: PgpSigner = {
      fingerprint,
      publicKey: key.toPublic().armor(),
      name: (key.getUserIDs()[0] ?? "").replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 200),
      addedAt: ctx.clock().toISOString(),
      addedBy: ctx.actor.label,
    };
    await setRemoteSource(tx, ctx, id, {
      pgp: { ...row.pgp, signers: [...others, signer] },
      updatedAt: ctx.clock(),
    });
    await writeAudit(tx, ctx, {
      action: "remote_source.add_pgp_signer",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { fingerprint },
    });
  });
}

/** Removes the key of a sender; without any, signatures are not asked for. Throws `not_found`, `confirm_needed`. */
export async function removePgpSigner(
  ctx: Ctx,
  { id, fingerprint }: { id: string; fingerprint: string },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockRemoteSource(tx, ctx, id);
    if (!row) throw notFound("This Remote Source");
    requireConfirmed(ctx);
    const signers = row.pgp.signers.filter((signer) => signer.fingerprint !== fingerprint);
    if (signers.length === row.pgp.signers.length) throw notFound("This key");
    await setRemoteSource(tx, ctx, id, { pgp: { ...row.pgp, signers }, updatedAt: ctx.clock() });
    await writeAudit(tx, ctx, {
      action: "remote_source.remove_pgp_signer",
      targetKind: "remote_source",
      targetId: id,
      targetLabel: row.name,
      detail: { fingerprint },
    });
  });
}

async function readSigner(text: string, now: Date): Promise<Key> {
  const keys = await readKeys({ armoredKeys: text.trim() }).catch(() => []);
  const [key] = keys;
  if (!key) throw wrong("This is not a public PGP key. It begins with -----BEGIN PGP PUBLIC KEY BLOCK-----.");
  if (keys.length > 1) throw wrong("These are several keys. Add one after the other.");
  if (key.isPrivate()) throw wrong("This is a private key. Keep it secret, and enter its public key.");
  const isUsable = await key.getSigningKey(undefined, now).then(
    () => true,
    () => false,
  );
  if (!isUsable) throw wrong("This key can't sign: it is expired, revoked or made for something else.");
  return key;
}

function wrong(what: string): AppError {
  return new AppError("invalid_input", what, { fieldErrors: { publicKey: what } });
}
