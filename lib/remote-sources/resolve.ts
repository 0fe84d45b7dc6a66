import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { SftpTarget } from "@/lib/pipeline/source/types";
import { openCredentials } from "@/lib/remote-sources/credentials";
import { findRemoteSourceRow } from "@/lib/remote-sources/store";

/**
 * A connection with its secret opened: for the worker and for checks, never for a client. Throws `not_found`, and
 * `internal` when the secret can't be opened.
 */
export async function resolveRemoteSource(ctx: Ctx, id: string): Promise<SftpTarget> {
  const row = await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (!row) throw notFound("This Remote Source");
  const { kind, host, port, username, hostKey, allowOutdated } = row;
  const auth = openCredentials(row, row.credentialsSealed);
  return { kind, host, port, username, auth, hostKey, allowOutdated };
}
