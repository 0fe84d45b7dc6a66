import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { sourceOf } from "@/lib/pipeline/source/registry";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import type { CreateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { insertRemoteSource } from "@/lib/remote-sources/store";
import { settingsDetail } from "@/lib/remote-sources/views";

/**
 * Saves a connection with its secret sealed. Nothing is connected to: that is what `checkRemoteSource` does next.
 * Throws `conflict` when the organization has a source of this name.
 */
export async function createRemoteSource(ctx: Ctx, input: CreateRemoteSourceInput): Promise<{ id: string }> {
  const { kind, name } = input;
  const source = sourceOf(kind);
  const id = randomUUID();
  const settings = source.settings.parse(source.settingsOf(input, null));
  const owner = { orgId: ctx.orgId, id, kind, settings };
  const credentialsSealed = sealCredentials(owner, source.newSecret(input, null));
  return explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      await insertRemoteSource(tx, ctx, { id, kind, name, settings, credentialsSealed });
      await writeAudit(tx, ctx, {
        action: "remote_source.create",
        targetKind: "remote_source",
        targetId: id,
        targetLabel: name,
        detail: settingsDetail(settings),
      });
      return { id };
    }),
  );
}
