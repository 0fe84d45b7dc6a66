import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { readSettingsOf } from "@/lib/model/read-settings";
import { exportSkippedRows } from "@/lib/runs/exports/skipped-rows";
import { setHeaderRow } from "@/lib/runs/set-header-row";
import { getSync } from "@/lib/syncs/read";
import { updateSyncMapping } from "@/lib/syncs/update";
import { saved } from "../../support/csv";
import { testDb } from "../../support/db";
import { csv, people, runFile, told } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
const TITLED = `Staff\nas of today\n${csv("1,a@x.io,Ann,Ek,")}`;

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  const tenant = await mintTenant();
  ctx = await mintWorkspace(tenant.ctx);
  const { id: remoteSourceId } = await mintRemoteSource(tenant.ctx);
  syncId = (await mintSync(ctx, { remoteSourceId, path: "users.csv", guardSettings: { firstRun: false } }))
    .id;
});

/** A run of the schedule whose file was this one. */
async function fail(bytes: string, managers?: string) {
  const run = await runFile(ctx, syncId, bytes, managers === undefined ? {} : { managers });
  await sql`update runs set trigger = 'scheduled' where id = ${run.id}`;
  return run;
}

describe("the row that a failed run found to be the header", () => {
  test("is kept with the failure, set with one click, and leads to a preview", async () => {
    const failed = await fail(TITLED);
    expect(failed.failure).toMatchObject({
      code: "header_missing",
      header: { file: "users", row: 3, line: 3 },
    });
    const { mappingVersion, mapping } = await getSync(ctx, syncId);
    const { runId } = await setHeaderRow(ctx, { runId: failed.id });
    const sync = await getSync(ctx, syncId);
    expect(sync).toMatchObject({ mapping, mappingVersion: mappingVersion + 1 });
    expect(readSettingsOf(sync.readSettings, "users")).toMatchObject({ headerRow: 3, footerRows: 0 });
    const [asked] = await sql`select state, intent, trigger from runs where id = ${runId}`;
    expect(asked).toEqual({ state: "queued", intent: "preview", trigger: "manual" });
    const [entry] = await sql`select detail from audit_log where action = 'sync.update_mapping'
                               and target_id = ${syncId}`;
    expect(entry?.detail).toMatchObject({ readAfter: { headerRow: 3 } });
  });

  test("may be that of the managers file; the rows left out at its end stay", async () => {
    await updateSyncMapping(ctx, {
      ...{ syncId, mapping: { columns: {} } },
      managers: { headerRow: 1, footerRows: 2 },
    });
    const failed = await fail(csv("1,a@x.io,Ann,Ek,"), "Leads,\nUID,Team(s)\n1,Sales\n");
    expect(failed.failure).toMatchObject({ header: { file: "managers", row: 2, line: 2 } });
    await setHeaderRow(ctx, { runId: failed.id });
    const { readSettings } = await getSync(ctx, syncId);
    expect(readSettingsOf(readSettings, "managers")).toMatchObject({ headerRow: 2, footerRows: 2 });
    expect(readSettingsOf(readSettings, "users")).toMatchObject({ headerRow: 1, footerRows: 0 });
  });

  test("is refused for a run that is not the last, has found none, or was an upload's", async () => {
    const older = await fail(TITLED);
    await fail("Nothing\nof the kind\n");
    await expect(setHeaderRow(ctx, { runId: older.id })).rejects.toMatchObject({ code: "conflict" });
    const none = await fail("Nothing\nof the kind\n");
    await expect(setHeaderRow(ctx, { runId: none.id })).rejects.toMatchObject({ code: "conflict" });
    const upload = await runFile(ctx, syncId, TITLED);
    await expect(setHeaderRow(ctx, { runId: upload.id })).rejects.toMatchObject({
      remedy: "Upload the file again, and choose line 3 as its header there.",
    });
    expect((await getSync(ctx, syncId)).mappingVersion).toBe(1);
  });
});

test("The rows of both files are saved with the mapping, as one version; the same again is none", async () => {
  const rows = { users: { headerRow: 3, footerRows: 1 }, managers: { headerRow: 2, footerRows: 0 } };
  const mapping = { columns: { Nr: { kind: "id" as const } } };
  const { version } = await updateSyncMapping(ctx, { syncId, mapping, basedOn: 1, ...rows });
  const { readSettings } = await getSync(ctx, syncId);
  expect(readSettingsOf(readSettings, "users")).toMatchObject(rows.users);
  expect(readSettingsOf(readSettings, "managers")).toMatchObject(rows.managers);
  expect(version).toBe(2);
  expect(await updateSyncMapping(ctx, { syncId, mapping, ...rows })).toEqual({ version: 2, changed: false });
});

test("Skipped rows of a file with titles and totals come back as an upload: nobody changes, the errors are the same", async () => {
  const readSettings = { headerRow: 3, footerRows: 1 };
  const { id } = await mintSync(ctx, { guardSettings: { firstRun: false }, readSettings });
  const bad = ["2,bad,Bo,Dal,", "3,c@x.io,Cid", "4,d@x.io,Di,Dahl,", "4,e@x.io,Eve,East,"];
  const run = await runFile(
    ctx,
    id,
    `Staff,,,,\nas of today,,,,\n${csv("1,a@x.io,Ann,Ek,", ...bad, "Total,,,,5")}`,
  );
  expect(run.counts).toMatchObject({ created: 1, errors: 4 });
  const bytes = await saved(await exportSkippedRows(ctx, { runId: run.id }));
  const text = bytes.toString("utf8");
  expect(text.match(/^"\d".*@|^"2","bad"/gm)).toHaveLength(4);
  expect(text).not.toMatch(/Staff|Total|Ann/);
  const before = await people(ctx);
  const again = await runFile(ctx, syncId, bytes, { mode: "add_and_update" });
  expect(await people(ctx)).toEqual(before);
  const words = async (runId: string) =>
    (await told(ctx, runId))
      .map((line) => line.replace(/^(\w+) \d+ /, "$1 ").replace(/ \(rows .*\)/, ""))
      .sort();
  expect(await words(again.id)).toEqual(await words(run.id));
});
