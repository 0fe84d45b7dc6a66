import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { withRows } from "@/lib/model/read-settings";
import { selectRemoteSource } from "@/lib/remote-sources/store";
import { checkPaths } from "@/lib/syncs/check-paths";
import { nextRunAt } from "@/lib/syncs/schedule";
import type { UpdateMappingInput, UpdateSyncInput } from "@/lib/syncs/schema";
import { lockSync, setSync } from "@/lib/syncs/store";
import { keepPrevious, type MappingWritten, sameReading, writeMapping } from "@/lib/syncs/versions/write";
import { insertVersion } from "@/lib/syncs/versions.store";

/**
 * Changes where the file is, when it is read, how it is read and what holds a plan. The mapping version rises when
 * the same bytes could now mean something else. Throws `not_found`; `invalid_input` for a path that the
 * source can't have; `conflict` for the upload sync, which has no file.
 */
export async function updateSync(ctx: WorkspaceCtx, input: UpdateSyncInput): Promise<void> {
  const { syncId, name, path, everyHours, atTime, timeZone, adoption, delimiter, encoding, guards } = input;
  await ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) throw notFound("This sync");
    if (row.sourceKind === "upload")
      throw new AppError("conflict", "Uploaded files have no path and no schedule.");
    const readSettings = { ...withRows(row.readSettings, input), delimiter, encoding };
    const { managersPath = row.managersPath } = input;
    const reads = row.managersPath !== managersPath || !sameReading(row.readSettings, readSettings);
    const source = row.remoteSourceId && (await selectRemoteSource(tx, ctx, row.remoteSourceId));
    if (source) checkPaths(source, { path, managersPath });
    const isNewVersion = reads || row.adoption !== adoption;
    const schedule = { everyHours, atTime, timeZone };
    const rescheduled = row.everyHours !== everyHours || row.atTime !== atTime || row.timeZone !== timeZone;
    await setSync(tx, ctx, syncId, {
      name,
      path,
      managersPath,
      ...schedule,
      adoption,
      readSettings,
      guardSettings: guards,
      mappingVersion: row.mappingVersion + (isNewVersion ? 1 : 0),
      ...(rescheduled && !row.paused ? { nextRunAt: nextRunAt(schedule, ctx.clock()) } : {}),
      updatedAt: ctx.clock(),
    });
    if (isNewVersion) await keepVersion(tx, ctx, row);
    await writeAudit(tx, ctx, {
      action: "sync.update",
      targetKind: "sync",
      targetId: syncId,
      targetLabel: name,
      detail: {
        before: {
          name: row.name,
          path: row.path,
          managersPath: row.managersPath,
          schedule: row.atTime,
          readSettings: row.readSettings,
          guards: row.guardSettings,
        },
        after: {
          name,
          path,
          managersPath,
          schedule: atTime,
          everyHours,
          timeZone,
          adoption,
          readSettings,
          guards,
        },
      },
    });
  });
}

type Locked = Parameters<typeof keepPrevious>[2];

/** The columns fill what they did; that the file is read otherwise is a version too, so that none is missing. */
async function keepVersion(tx: Tx, ctx: WorkspaceCtx, row: Locked): Promise<void> {
  await keepPrevious(tx, ctx, row);
  await insertVersion(tx, ctx, {
    syncId: row.id,
    version: row.mappingVersion + 1,
    mapping: row.mapping,
    createdBy: ctx.actor.label,
    createdAt: ctx.clock(),
  });
}

/**
 * Says what each column fills, as a new version; one that says the same writes nothing. Columns that are not named are
 * matched automatically. Throws `not_found`, `invalid_input` (see `checkMapping`), and `conflict` when `basedOn` is
 * given and someone saved another version since.
 */
export async function updateSyncMapping(
  ctx: WorkspaceCtx,
  { syncId, mapping, basedOn, ...rows }: UpdateMappingInput,
): Promise<MappingWritten> {
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, basedOn, change: () => mapping, rows }));
}
