import { isDeepStrictEqual } from "node:util";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { Mapping } from "@/lib/model/mapping";
import { readSettingsOf, type SetRows, type SyncReadSettings, withRows } from "@/lib/model/read-settings";
import { checkMapping } from "@/lib/syncs/check-mapping";
import { listFieldChoices } from "@/lib/syncs/read";
import { sameMapping, tidyMapping } from "@/lib/syncs/same-mapping";
import { lockSync, selectFieldChoices, setSync } from "@/lib/syncs/store";
import { getMappingVersion } from "@/lib/syncs/versions/read";
import { insertVersion } from "@/lib/syncs/versions.store";
import { withoutFields } from "@/lib/syncs/without-field";

/** Whether both read every file alike, whatever is spelled out. */
export function sameReading(was: SyncReadSettings, is: SyncReadSettings): boolean {
  return (["users", "managers"] as const).every((file) =>
    isDeepStrictEqual(readSettingsOf(was, file), readSettingsOf(is, file)),
  );
}

/** `changed` is false when the mapping said the same already: then nothing was written. */
export type MappingWritten = { version: number; changed: boolean };

type Change = {
  syncId: string;
  /** The version that the person who decided was looking at; absent: the current one. */
  basedOn?: number | undefined;
  change: (was: Mapping) => Mapping;
  /** Where the rows of its files begin and end; absent: as it was. */
  rows?: SetRows | undefined;
};

/**
 * Changes what the columns of a sync fill and which of its rows are read, and keeps the result as a new version, in the caller's transaction. Throws
 * `not_found`, `invalid_input` (see `checkMapping`), `conflict` when someone saved another version in the meantime.
 */
export async function writeMapping(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, basedOn, change, rows = {} }: Change,
): Promise<MappingWritten> {
  const row = await lockSync(tx, ctx, syncId);
  if (!row) throw notFound("This sync");
  const mapping = tidyMapping(change(row.mapping));
  const readSettings = withRows(row.readSettings, rows);
  const readsAlike = sameReading(row.readSettings, readSettings);
  if (readsAlike && sameMapping(row.mapping, mapping)) return { version: row.mappingVersion, changed: false };
  if (basedOn !== undefined && basedOn !== row.mappingVersion) throw savedMeanwhile(row.mappingVersion);
  checkMapping(mapping, await selectFieldChoices(tx, ctx));
  await keepPrevious(tx, ctx, row);
  const version = row.mappingVersion + 1;
  const at = ctx.clock();
  await setSync(tx, ctx, syncId, { mapping, readSettings, mappingVersion: version, updatedAt: at });
  await insertVersion(tx, ctx, { syncId, version, mapping, createdBy: ctx.actor.label, createdAt: at });
  await writeAudit(tx, ctx, {
    action: "sync.update_mapping",
    targetKind: "sync",
    targetId: syncId,
    targetLabel: row.name,
    detail: {
      before: row.mapping,
      after: mapping,
      mappingVersion: version,
      ...(readsAlike ? {} : { readBefore: row.readSettings, readAfter: readSettings }),
    },
  });
  return { version, changed: true };
}

type Kept = { id: string; mapping: Mapping; mappingVersion: number; updatedAt: Date };

/** A sync that is older than its versions: what it has had until now is kept too. */
export async function keepPrevious(tx: Tx, ctx: WorkspaceCtx, row: Kept): Promise<void> {
  await insertVersion(tx, ctx, {
    syncId: row.id,
    version: row.mappingVersion,
    mapping: row.mapping,
    createdBy: "",
    createdAt: row.updatedAt,
  });
}

function savedMeanwhile(version: number): AppError {
  return new AppError("conflict", `Someone else saved version ${version} of this mapping in the meantime.`, {
    remedy: "Open the mapping again to see it, then make your change there.",
  });
}

/**
 * Takes up an old version of a sync's mapping again, as a new version. What it says of fields that were deleted since is
 * left out. Throws `not_found`.
 */
export async function restoreMapping(
  ctx: WorkspaceCtx,
  { syncId, version }: { syncId: string; version: number },
): Promise<MappingWritten> {
  const { mapping } = await getMappingVersion(ctx, { syncId, version });
  const known = new Set((await listFieldChoices(ctx)).map((field) => field.id));
  const change = () => withoutFields(mapping, (id) => !known.has(id));
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, change }));
}
