import { sql } from "drizzle-orm";
import type { ManagersFile, RunColumns, RunFailure, RunFile } from "@/drizzle/schema/runs";
import type { UploadColumns } from "@/drizzle/schema/uploads";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { GuardTrip } from "@/lib/model/guard";

/** What a run keeps of its files, and says of them. */
export type RunTexts = {
  file: RunFile | null;
  columns: RunColumns | null;
  managers: ManagersFile | null;
  failure: RunFailure | null;
  guards: GuardTrip[];
  notes: string[];
};

type RunRow = RunTexts & { id: string };

/** Runs of the workspace whose samples or messages may name the person. */
export async function selectRunTexts(tx: Tx, ctx: WorkspaceCtx, pattern: string): Promise<RunRow[]> {
  const rows = await tx.execute<RunRow>(sql`
    select id, file, columns, managers, failure, guards, notes from runs
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and purged_at is null
       and concat_ws(chr(10), file::text, columns::text, managers::text, failure::text, guards::text, notes::text)
           ~* ${pattern}`);
  return [...rows];
}

export async function setRunTexts(tx: Tx, ctx: WorkspaceCtx, id: string, texts: RunTexts): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const { file, columns, managers, failure, guards, notes } = texts;
  await tx.execute(sql`
    update runs set file = ${json(file)}::jsonb, columns = ${json(columns)}::jsonb, managers = ${json(managers)}::jsonb,
        failure = ${json(failure)}::jsonb, guards = ${json(guards)}::jsonb, notes = ${json(notes)}::jsonb
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${id}`);
}

/** What files had that were read for proposals, where it may name the person: it can be read again. */
export async function deleteLooks(tx: Tx, ctx: WorkspaceCtx, pattern: string): Promise<void> {
  await tx.execute(sql`delete from file_looks where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
    and concat_ws(chr(10), found::text, failure::text, looked_for) ~* ${pattern}`);
}

type UploadRow = { id: string; fileName: string; columns: UploadColumns | null; isWaiting: boolean };

/** Uploads of the workspace that wait to be used, or whose first rows may name the person. */
export async function selectUploadTexts(
  tx: Tx,
  ctx: WorkspaceCtx,
  { pattern, emails }: { pattern: string; emails: readonly string[] },
): Promise<UploadRow[]> {
  const rows = await tx.execute<UploadRow>(sql`
    select id, file_name as "fileName", columns, used_at is null as "isWaiting" from uploads
     where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
       and (used_at is null or concat_ws(chr(10), columns::text, file_name) ~* ${pattern}
            or exists (select from unnest(${sql.param([...emails])}::text[]) e where strpos(lower(file_name), e) > 0))`);
  return [...rows];
}

export async function setUploadTexts(
  tx: Tx,
  ctx: WorkspaceCtx,
  row: Omit<UploadRow, "isWaiting">,
): Promise<void> {
  const columns = row.columns && JSON.stringify(row.columns);
  await tx.execute(sql`update uploads set file_name = ${row.fileName}, columns = ${columns}::jsonb
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and id = ${row.id}`);
}

/** Marks an upload as used: its file is deleted. Gives whether a run that has not ended reads it. */
export async function isUploadInUse(tx: Tx, ctx: WorkspaceCtx, id: string): Promise<boolean> {
  const [row] = await tx.execute<{ used: boolean }>(sql`
    select exists (select from runs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
      and finished_at is null and (upload_id = ${id} or managers_upload_id = ${id})) as used`);
  return row?.used ?? false;
}

export type DropFileRow = {
  id: string;
  sourceName: string;
  path: string | null;
  isPresent: boolean;
  sizeBytes: number;
};

/** Files that are kept of the drops which syncs of the workspace read. */
export async function selectDropFiles(tx: Tx, ctx: WorkspaceCtx): Promise<DropFileRow[]> {
  const rows = await tx.execute<DropFileRow>(sql`
    select f.id, d.name as "sourceName", f.path, f.state = 'present' as "isPresent", f.size_bytes::float8 as "sizeBytes"
      from drop_files f join remote_sources d on d.org_id = f.org_id and d.id = f.source_id
     where f.org_id = ${ctx.orgId} and f.spool_key is not null and f.source_id in (
       select remote_source_id from syncs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId})
     order by d.name, f.path, f.id`);
  return [...rows];
}

/** A file that left the folder: name and bytes are forgotten, that something came stays. */
export async function forgetDropFile(tx: Tx, ctx: WorkspaceCtx, id: string): Promise<void> {
  await tx.execute(sql`update drop_files
    set path = null, from_address = null, spool_key = null, purged_at = ${ctx.clock().toISOString()}::timestamptz
    where org_id = ${ctx.orgId} and id = ${id} and state = 'gone'`);
}
