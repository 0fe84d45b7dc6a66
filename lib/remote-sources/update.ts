import { isDeepStrictEqual } from "node:util";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import type { SourceSettings } from "@/lib/model/source";
import { sourceOf } from "@/lib/pipeline/source/registry";
import { openProof } from "@/lib/remote-sources/check-proof";
import { openCredentials, sealCredentials } from "@/lib/remote-sources/credentials";
import { readEntered } from "@/lib/remote-sources/entered";
import type { UpdateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { lockRemoteSource, type RemoteSourceRow, setRemoteSource } from "@/lib/remote-sources/store";
import { settingsDetail } from "@/lib/remote-sources/views";

/**
 * Changes a connection. An empty secret keeps the stored one, which is only ever sent to the place it was entered
 * for, such as one host, port and user: another one needs the secret again, and only then is the pinned host key forgotten. Throws
 * `not_found`, `conflict` (name taken, or a proof of other values), `invalid_input` (no secret where one is needed), and `confirm_needed` where the
 * secret or the server changes and the member has not entered their password lately.
 */
export async function updateRemoteSource(ctx: Ctx, input: UpdateRemoteSourceInput): Promise<void> {
  const { id, name, kind, proof } = input;
  await explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      const row = await lockRemoteSource(tx, ctx, id);
      if (!row || row.kind !== kind) throw notFound("This Remote Source");
      const { settings, secret, moved, changed } = readEntered(ctx, input, row);
      if (changed) requireConfirmed(ctx);
      const passed = proof === undefined ? null : proven(ctx, row, { settings, secret, proof });
      const unpin = moved ? { hostKey: null, hostKeySeen: null } : {};
      const pin = passed?.hostKey && (moved || !row.hostKey) ? { hostKey: passed.hostKey } : {};
      const sealed =
        secret === null
          ? respelled(row, settings)
          : {
              credentialsSealed: sealCredentials({ ...row, settings }, secret),
              credentialsSetAt: ctx.clock(),
            };
      const set = {
        name,
        settings,
        updatedAt: ctx.clock(),
        ...sealed,
        ...unpin,
        ...pin,
        // A check of another connection says nothing about this one.
        ...(passed ? { lastCheck: passed.result } : changed ? { lastCheck: null } : {}),
      };
      await setRemoteSource(tx, ctx, id, set);
      await writeAudit(tx, ctx, {
        action: "remote_source.update",
        targetKind: "remote_source",
        targetId: id,
        targetLabel: name,
        detail: {
          before: { name: row.name, ...settingsDetail(row.settings) },
          after: { name, ...settingsDetail(settings) },
          secretReplaced: secret !== null,
          hostKeyForgotten: moved && row.hostKey !== null,
          checked: passed !== null,
          ...(pin.hostKey ? { hostKey: pin.hostKey.fingerprint } : {}),
        },
      });
    }),
  );
}

type Proven = { settings: SourceSettings; secret: unknown; proof: string };

function proven(ctx: Ctx, row: RemoteSourceRow, { settings, secret, proof }: Proven) {
  const { id, kind } = row;
  const used = secret ?? openCredentials(row, row.credentialsSealed);
  return openProof(ctx, { id, kind, settings, secret: used }, proof);
}

/** The stored secret under another spelling of the same place, which it is bound to. */
function respelled(row: RemoteSourceRow, settings: SourceSettings): { credentialsSealed?: string } {
  if (isDeepStrictEqual(row.settings.place, settings.place)) return {};
  if (!sourceOf(row.kind).isSamePlace(row.settings.place, settings.place)) {
    throw new AppError("internal", "A stored secret stays with the place it was entered for.");
  }
  const credentials = openCredentials(row, row.credentialsSealed);
  return { credentialsSealed: sealCredentials({ ...row, settings }, credentials) };
}
