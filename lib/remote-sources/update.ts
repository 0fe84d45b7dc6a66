import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { refuseTakenName } from "@/lib/remote-sources/conflict";
import { mergeCredentials, openCredentials, sealCredentials } from "@/lib/remote-sources/credentials";
import type { EditedRemoteSource } from "@/lib/remote-sources/schema";
import { secretMissing } from "@/lib/remote-sources/secret-missing";
import { lockRemoteSource, type RemoteSourceRow, setRemoteSource } from "@/lib/remote-sources/store";

/**
 * Changes a connection. An empty secret keeps the stored one, and then the pinned host key stays too, whatever the
 * address: a stored secret is only ever sent to the server it was given for, unless someone approves another key.
 * Throws `not_found`, `conflict` (name taken), `invalid_input` (another way of signing in without its secret).
 */
export async function updateRemoteSource(ctx: Ctx, input: EditedRemoteSource): Promise<void> {
  const { id, name, host, port, username, authKind } = input;
  await refuseTakenName(name, () =>
    ctx.db.run(async (tx) => {
      const row = await lockRemoteSource(tx, ctx, id);
      if (!row) throw notFound("This Remote Source");
      const { allowOutdated = row.allowOutdated } = input;
      const secret = secretChange(row, input);
      const moved = row.host !== host || row.port !== port;
      const unpin = moved && secret !== null ? { hostKey: null, hostKeySeen: null } : {};
      // A check of another connection says nothing about this one.
      const changed =
        moved || secret !== null || row.username !== username || row.allowOutdated !== allowOutdated;
      const set = {
        name,
        host,
        port,
        username,
        authKind,
        allowOutdated,
        updatedAt: ctx.clock(),
        ...secret,
        ...unpin,
        ...(changed ? { lastCheck: null } : {}),
      };
      await setRemoteSource(tx, ctx, id, set);
      await writeAudit(tx, ctx, {
        action: "remote_source.update",
        targetKind: "remote_source",
        targetId: id,
        targetLabel: name,
        detail: {
          before: describe(row),
          after: { name, host, port, username, authKind, allowOutdated },
          secretReplaced: secret !== null,
        },
      });
    }),
  );

  function secretChange(row: RemoteSourceRow, entered: EditedRemoteSource) {
    const owner = { orgId: ctx.orgId, id };
    const blank = entered.password === "" && entered.privateKey === "" && entered.passphrase === "";
    if (blank && row.authKind === authKind) return null;
    const kept = openCredentials(owner, row.credentialsSealed);
    const credentials = mergeCredentials(entered, kept);
    if (!credentials) throw secretMissing(authKind);
    return { credentialsSealed: sealCredentials(owner, credentials), credentialsSetAt: ctx.clock() };
  }
}

function describe({ name, host, port, username, authKind, allowOutdated }: RemoteSourceRow) {
  return { name, host, port, username, authKind, allowOutdated };
}
