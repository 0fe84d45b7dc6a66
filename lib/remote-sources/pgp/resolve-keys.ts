import { readKey, readPrivateKey } from "openpgp";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { PgpKeys } from "@/lib/pipeline/unpack/pgp/open-pgp";
import { findRemoteSourceRow, type RemoteSourceRow } from "@/lib/remote-sources/store";
import { open, pgpPlaceOf } from "@/lib/secrets/seal";

/**
 * The PGP keys of a Remote Source with their private parts opened: for the worker, never for a client. A replaced key is left out once its
 * time is over. Null for a source that has nothing to do with PGP. Throws `not_found`.
 */
export async function resolvePgpKeys(ctx: Ctx, id: string): Promise<PgpKeys | null> {
  const row = await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (!row) throw notFound("This Remote Source");
  return openPgpKeys(row, ctx.clock());
}

/** The same of a row that is here. */
export async function openPgpKeys(
  row: Pick<RemoteSourceRow, "orgId" | "id" | "pgp">,
  at: Date,
): Promise<PgpKeys | null> {
  const { own, signers, isRequired } = row.pgp;
  if (own.length === 0 && signers.length === 0) return null;
  const now = at.toISOString();
  const opening = own.filter(({ opensUntil }) => opensUntil === null || opensUntil > now);
  return {
    own: await Promise.all(
      opening.map(({ sealed, fingerprint }) =>
        readPrivateKey({ armoredKey: open(sealed, pgpPlaceOf(row, fingerprint)) }),
      ),
    ),
    signers: await Promise.all(signers.map(({ publicKey }) => readKey({ armoredKey: publicKey }))),
    isRequired,
  };
}
