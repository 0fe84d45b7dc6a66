import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { mergeCredentials, sealCredentials, secretMissing } from "@/lib/remote-sources/credentials";
import type { CreateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { insertRemoteSource } from "@/lib/remote-sources/store";

/**
 * Saves a connection with its secret sealed. Nothing is connected to: that is what `checkRemoteSource` does next.
 * Throws `conflict` when the organization has a source of this name.
 */
export async function createRemoteSource(ctx: Ctx, input: CreateRemoteSourceInput): Promise<{ id: string }> {
  const credentials = mergeCredentials(input, null);
  if (!credentials) throw secretMissing(input.authKind);
  const id = randomUUID();
  const { name, host, port, username, authKind, allowOutdated = false } = input;
  const login = { host, port, username, authKind, allowOutdated };
  const credentialsSealed = sealCredentials({ orgId: ctx.orgId, id, host, port, username }, credentials);
  return explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      await insertRemoteSource(tx, ctx, { id, name, ...login, credentialsSealed });
      await writeAudit(tx, ctx, {
        action: "remote_source.create",
        targetKind: "remote_source",
        targetId: id,
        targetLabel: name,
        detail: login,
      });
      return { id };
    }),
  );
}
