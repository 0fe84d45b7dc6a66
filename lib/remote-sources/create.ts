import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { openProof } from "@/lib/remote-sources/check-proof";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import { readEntered } from "@/lib/remote-sources/entered";
import type { CreateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { insertRemoteSource } from "@/lib/remote-sources/store";
import { settingsDetail } from "@/lib/remote-sources/views";

/**
 * Saves a connection with its secret sealed. Nothing is connected to: that is what `checkEntered` does before, whose
 * proof comes along when it passed. Throws `conflict` when the organization has a source of this name, or the proof is
 * of other values.
 */
export async function createRemoteSource(ctx: Ctx, input: CreateRemoteSourceInput): Promise<{ id: string }> {
  const { kind, name, proof } = input;
  const id = randomUUID();
  const { settings, secret } = readEntered(ctx, input, null);
  const passed = proof === undefined ? null : openProof(ctx, { id: null, kind, settings, secret }, proof);
  const credentialsSealed = sealCredentials({ orgId: ctx.orgId, id, kind, settings }, secret);
  const { result: lastCheck = null, hostKey = null } = passed ?? {};
  return explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      await insertRemoteSource(tx, ctx, {
        ...{ id, kind, name, settings, credentialsSealed, lastCheck, hostKey },
      });
      await writeAudit(tx, ctx, {
        action: "remote_source.create",
        targetKind: "remote_source",
        targetId: id,
        targetLabel: name,
        detail: {
          ...settingsDetail(settings),
          checked: passed !== null,
          ...(hostKey ? { hostKey: hostKey.fingerprint } : {}),
        },
      });
      return { id };
    }),
  );
}
