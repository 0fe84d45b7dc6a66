import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import type { SourceKind, SourceSettings } from "@/lib/model/source";
import { type SourceTarget, sourceOf, targetOf } from "@/lib/pipeline/source/registry";
import { findRemoteSourceRow, type RemoteSourceRow } from "@/lib/remote-sources/store";
import type { Keyring } from "@/lib/secrets/keyring";
import { open, placeOf, seal } from "@/lib/secrets/seal";

/** The row, and where the secret that it keeps may be sent. */
type Owner = { orgId: string; id: string; kind: SourceKind; settings: SourceSettings };

/** Bound to the row that keeps it and to the place it was entered for, such as one server and user. */
export function sealCredentials(owner: Owner, credentials: unknown): string {
  return seal(JSON.stringify(credentials), placeOf(owner, owner.settings.place));
}

/** Throws `internal` when the secret can't be opened, as for another place. */
export function openCredentials(owner: Owner, sealed: string, ring?: Keyring): unknown {
  const value: unknown = JSON.parse(open(sealed, placeOf(owner, owner.settings.place), ring));
  const { success, data } = sourceOf(owner.kind).secret.safeParse(value);
  if (success) return data;
  throw new AppError("internal", "Stored credentials have an unknown format.", { meta: { id: owner.id } });
}

/** The public half of a key pair that was made here, to be installed on the server; null for any other secret. */
export async function findPublicKey(ctx: Ctx, id: string): Promise<string | null> {
  const row = await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (!row) return null;
  const source = sourceOf(row.kind);
  return source.publicKey?.(row.settings, openCredentials(row, row.credentialsSealed)) ?? null;
}

/**
 * A connection with its secret opened: for the worker and for checks, never for a client. Throws `not_found`, and
 * `internal` when the secret can't be opened.
 */
export async function resolveRemoteSource(ctx: Ctx, id: string): Promise<SourceTarget> {
  return (await resolveWithRow(ctx, id)).target;
}

/** The same, and what else is known of it now. */
export async function resolveWithRow(
  ctx: Ctx,
  id: string,
): Promise<{ target: SourceTarget; row: RemoteSourceRow }> {
  const row = await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (!row) throw notFound("This Remote Source");
  return { target: targetOf(row, openCredentials(row, row.credentialsSealed), { ctx, id }), row };
}
