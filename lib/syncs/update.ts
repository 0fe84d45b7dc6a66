import { isDeepStrictEqual } from "node:util";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { withFileSettings } from "@/lib/model/file-settings";
import { withRows } from "@/lib/model/read-settings";
import type { Schedule } from "@/lib/model/schedule";
import { selectRemoteSource } from "@/lib/remote-sources/store";
import { checkPaths, requireMayChooseFile } from "@/lib/syncs/check-paths";
import { setPatience } from "@/lib/syncs/conditions.store";
import { describeFiles } from "@/lib/syncs/describe-files";
import { newFileText } from "@/lib/syncs/rhythm";
import { scheduleText } from "@/lib/syncs/schedule";
import { columnsOf, patienceFrom, scheduleOfRow, timesFrom } from "@/lib/syncs/schedule-columns";
import { rhythmOf, scheduleOf } from "@/lib/syncs/schedule-schema";
import type { UpdateMappingInput, UpdateSyncInput } from "@/lib/syncs/schema";
import { lockSync, setSync } from "@/lib/syncs/store";
import { keepPrevious, type MappingWritten, sameReading, writeMapping } from "@/lib/syncs/versions/write";
import { insertVersion } from "@/lib/syncs/versions.store";

/**
 * Changes where the file is, when it is read, how it is read and what holds a plan. The mapping version rises when
 * the same bytes could now mean something else. Throws `not_found`; `invalid_input` for a path that the
 * source can't have; `conflict` for the upload sync, which has no file; `forbidden` for another file, see `requireMayChooseFile`.
 */
export async function updateSync(ctx: WorkspaceCtx, input: UpdateSyncInput): Promise<void> {
  const { syncId, name, path, adoption, delimiter, encoding, guards } = input;
  await ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) throw notFound("This sync");
    if (row.sourceKind === "upload")
      throw new AppError("conflict", "Uploaded files have no path and no schedule.");
    const readSettings = { ...withRows(row.readSettings, input), delimiter, encoding };
    const { managersPath = row.managersPath } = input;
    if (path !== row.path || managersPath !== row.managersPath) requireMayChooseFile(ctx);
    const fileSettings = withFileSettings(row.fileSettings, input.files ?? {});
    const reads = row.managersPath !== managersPath || !sameReading(row.readSettings, readSettings);
    const source = row.remoteSourceId && (await selectRemoteSource(tx, ctx, row.remoteSourceId));
    if (source) checkPaths(source, { path, managersPath });
    const isNewVersion = reads || row.adoption !== adoption;
    const schedule = scheduleOf(input, row);
    const rhythm = rhythmOf(input, row.rhythm);
    await setSync(tx, ctx, syncId, {
      name,
      path,
      managersPath,
      ...columnsOf(schedule),
      ...newTimes(row, { schedule, paths: [path, managersPath], now: ctx.clock() }),
      rhythm,
      adoption,
      readSettings,
      fileSettings,
      guardSettings: guards,
      mappingVersion: row.mappingVersion + (isNewVersion ? 1 : 0),
      updatedAt: ctx.clock(),
    });
    if (!row.paused) {
      const from = row.rhythmFrom ?? ctx.clock();
      await setPatience(tx, ctx, syncId, patienceFrom({ schedule, rhythm }, from));
    }
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
          schedule: scheduleText(scheduleOfRow(row)),
          newFileExpected: newFileText({ schedule: scheduleOfRow(row), rhythm: row.rhythm }),
          readSettings: row.readSettings,
          fileConditions: describeFiles(row.fileSettings),
          guards: row.guardSettings,
        },
        after: {
          name,
          path,
          managersPath,
          schedule: scheduleText(schedule),
          newFileExpected: newFileText({ schedule, rhythm }),
          adoption,
          readSettings,
          fileConditions: describeFiles(fileSettings),
          guards,
        },
      },
    });
  });
}

type SyncRow = NonNullable<Awaited<ReturnType<typeof lockSync>>>;
type Entered = { schedule: Schedule; paths: (string | null)[]; now: Date };

/** What is unchanged keeps its next time, such as the beat of every six hours. On arrival, another file is looked for now. */
function newTimes(row: SyncRow, { schedule, paths, now }: Entered): Partial<ReturnType<typeof timesFrom>> {
  if (row.paused) return {};
  if (!isDeepStrictEqual(scheduleOfRow(row), schedule)) return timesFrom(schedule, now);
  const isOther = row.path !== paths[0] || row.managersPath !== paths[1];
  return isOther && schedule.kind === "arrival" ? { lookAt: now } : {};
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
