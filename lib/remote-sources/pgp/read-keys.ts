import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { OwnPgpKey, PgpSigner } from "@/lib/model/pgp";
import { findRemoteSourceRow } from "@/lib/remote-sources/store";

/** What a page shows of the PGP keys of a Remote Source: everything but the private parts. */
export type PgpView = {
  own: Omit<OwnPgpKey, "sealed">[];
  signers: PgpSigner[];
  isRequired: boolean;
};

/** Throws `not_found`. */
export async function getPgpKeys(ctx: Ctx, id: string): Promise<PgpView> {
  const row = await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (!row) throw notFound("This Remote Source");
  const now = ctx.clock().toISOString();
  const opening = row.pgp.own.filter(({ opensUntil }) => opensUntil === null || opensUntil > now);
  return { ...row.pgp, own: opening.map(({ sealed: _, ...key }) => key) };
}
