import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { notFound } from "@/lib/errors";
import {
  mergeCredentials,
  openCredentials,
  sealCredentials,
  secretMissing,
  secretNeededAgain,
} from "@/lib/remote-sources/credentials";
import type { UpdateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { lockRemoteSource, type RemoteSourceRow, setRemoteSource } from "@/lib/remote-sources/store";

/**
 * Changes a connection. An empty secret keeps the stored one, which is only ever sent to the host, port and user it was
 * entered for: another of these needs the secret again, and only then is the pinned host key forgotten. Throws
 * `not_found`, `conflict` (name taken), `invalid_input` (no secret where one is needed), and `confirm_needed` where the
 * secret or the server changes and the member has not entered their password lately.
 */
export async function updateRemoteSource(ctx: Ctx, input: UpdateRemoteSourceInput): Promise<void> {
  const { id, name, host, port, username, authKind } = input;
  await explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      const row = await lockRemoteSource(tx, ctx, id);
      if (!row) throw notFound("This Remote Source");
      const { allowOutdated = row.allowOutdated } = input;
      const secret = secretChange(row, input);
      const moved = !sameServer(row, input);
      const changed = moved || secret !== null || row.allowOutdated !== allowOutdated;
      if (changed) requireConfirmed(ctx);
      const unpin = moved ? { hostKey: null, hostKeySeen: null } : {};
      const set = {
        name,
        host,
        port,
        username,
        authKind,
        allowOutdated,
        updatedAt: ctx.clock(),
        ...(secret ?? respelled(row, input)),
        ...unpin,
        // A check of another connection says nothing about this one.
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
          hostKeyForgotten: moved && row.hostKey !== null,
        },
      });
    }),
  );

  function secretChange(row: RemoteSourceRow, entered: UpdateRemoteSourceInput) {
    const isEntered = (authKind === "password" ? entered.password : entered.privateKey) !== "";
    const isSameWay = row.authKind === authKind;
    if (!isEntered && isSameWay && !sameTarget(row, entered)) throw secretNeededAgain(authKind);
    const hasPassphrase = authKind === "private_key" && entered.passphrase !== "";
    if (!isEntered && !hasPassphrase && isSameWay) return null;
    const kept = isEntered ? null : openCredentials(row, row.credentialsSealed);
    const credentials = mergeCredentials(entered, kept);
    if (!credentials) throw secretMissing(authKind);
    const owner = { orgId: ctx.orgId, id, host, port, username };
    return { credentialsSealed: sealCredentials(owner, credentials), credentialsSetAt: ctx.clock() };
  }
}

type Target = { host: string; port: number; username: string };

function sameServer(a: Target, b: Target): boolean {
  return a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port;
}

function sameTarget(a: Target, b: Target): boolean {
  return sameServer(a, b) && a.username === b.username;
}

/** The stored secret under another spelling of the same host, which it is bound to. */
function respelled(row: RemoteSourceRow, { host }: Target): { credentialsSealed?: string } {
  if (row.host === host) return {};
  const credentials = openCredentials(row, row.credentialsSealed);
  return { credentialsSealed: sealCredentials({ ...row, host }, credentials) };
}

function describe({ name, host, port, username, authKind, allowOutdated }: RemoteSourceRow) {
  return { name, host, port, username, authKind, allowOutdated };
}
