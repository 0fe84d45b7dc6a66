import { afterEach, beforeAll, expect, test } from "vitest";
import { valuesOf } from "@/components/syncs/sync-values";
import { getSync } from "@/lib/syncs/read";
import { updateSyncInput } from "@/lib/syncs/schema";
import { updateSync } from "@/lib/syncs/update";
import { testDb } from "../../support/db";
import { people as active, csv } from "../../support/pipeline";
import { OLD } from "../../support/sftp-server";
import { type Folder, openFolder } from "../../support/which-file";
import { inline, xlsxOf } from "../../support/xlsx";
import { zipOf } from "../../support/zip";

process.env.FILE_WAIT_SECONDS = "0";

let folder: Folder;

beforeAll(() => {
  testDb();
});
afterEach(() => folder.server.stop());

const ANN = csv("1,ann@x.com,Ann,Ek,");
const BEN = csv("2,ben@x.com,Ben,Oy,");
const put = (name: string, bytes: Uint8Array) => folder.server.files.set(name, { bytes, modifiedAt: OLD });

const sheetOf = (name: string, text: string) => ({
  name,
  rows: text
    .trim()
    .split(/\r?\n/)
    .map((row) => `<row>${row.split(",").map(inline).join("")}</row>`)
    .join(""),
});

/** Saves settings as the form of the sync sends them; what it writes to the audit log. */
async function save(files: object): Promise<{ before: unknown; after: unknown }> {
  const values = valuesOf(await getSync(folder.ctx, folder.syncId));
  await updateSync(folder.ctx, updateSyncInput.parse({ ...values, files: { ...values.files, ...files } }));
  const [entry] = await testDb().sql`
    select detail->'before'->>'fileConditions' as before, detail->'after'->>'fileConditions' as after
    from audit_log where target_id = ${folder.syncId} and action = 'sync.update' order by id desc limit 1`;
  return { before: entry?.before, after: entry?.after };
}

test("which file of a zip is read: a run that can't know names the setting, and then obeys it", async () => {
  folder = await openFolder({ path: "export.zip" });
  put(
    "export.zip",
    zipOf([
      { name: "hr/staff_20260105.csv", bytes: ANN },
      { name: "hr/leavers.csv", bytes: BEN },
    ]),
  );
  expect(await folder.run()).toMatchObject({
    state: "failed",
    failure: {
      code: "file_entry",
      message: "“export.zip” has 2 files: “hr/staff_20260105.csv”, “hr/leavers.csv”.",
      remedy: expect.stringContaining("“File in a zip” in the file settings of the sync"),
    },
  });
  expect(await save({ users: { zipEntry: " staff_{yyyy}{MM}{dd}.csv " } })).toEqual({
    before: "none",
    after: "“staff_{yyyy}{MM}{dd}.csv” in a zip file",
  });
  const done = await folder.run();
  expect(done).toMatchObject({ state: "succeeded", counts: { created: 1 } });
  expect(done.source?.layers).toEqual(["export.zip", "staff_20260105.csv"]);
  expect(await active(folder.ctx)).toEqual(["1|ann@x.com|Ann|Ek|"]);

  await save({ users: { zipEntry: "leavers.csv" } });
  expect(await folder.run()).toMatchObject({ state: "succeeded", counts: { created: 1, removed: 1 } });
  expect(await active(folder.ctx)).toEqual(["2|ben@x.com|Ben|Oy|"]);

  await save({ users: { zipEntry: "gone.csv" } });
  expect(await folder.run()).toMatchObject({
    state: "failed",
    failure: { remedy: expect.stringContaining("“File in a zip” in the file settings of the sync") },
  });
  expect(await save({ users: { zipEntry: "" } })).toMatchObject({ after: "none" });
  expect((await getSync(folder.ctx, folder.syncId)).fileSettings).toEqual({});
});

test("which sheet is read, also of the managers file", async () => {
  folder = await openFolder({ path: "staff.xlsx", managersPath: "managers.xlsx" });
  put("staff.xlsx", xlsxOf({ sheets: [sheetOf("Old", BEN), sheetOf("Staff", ANN)] }));
  const managers = [sheetOf("Notes", "A,B\n1,2\n"), sheetOf("Teams", "UID,Team(s)\n1,Sales\n")];
  put("managers.xlsx", xlsxOf({ sheets: managers }));
  await save({ users: { sheet: "Everyone" }, managers: { sheet: "teams" } });
  expect(await folder.run()).toMatchObject({
    state: "failed",
    failure: {
      code: "file_sheet",
      message: "“staff.xlsx” has no sheet “Everyone”. It has: “Old”, “Staff”.",
      remedy: expect.stringContaining("“Sheet of a workbook” in the file settings of the sync"),
    },
  });
  expect(await save({ users: { sheet: "Staff" } })).toEqual({
    before: "sheet “Everyone” of a workbook; managers file sheet “teams” of a workbook",
    after: "sheet “Staff” of a workbook; managers file sheet “teams” of a workbook",
  });
  const done = await folder.run();
  expect(done).toMatchObject({
    state: "succeeded",
    source: { sheet: "Staff" },
    managers: { source: { sheet: "Teams", layers: ["managers.xlsx", "sheet “Teams”"] } },
  });
  expect(await active(folder.ctx)).toEqual(["1|ann@x.com|Ann|Ek|"]);
  const [team] = await testDb().sql`select name from teams where workspace_id = ${folder.ctx.workspaceId}`;
  expect(team?.name).toBe("Sales");
});

test("what can't be in them is refused beside its field", () => {
  const parsed = updateSyncInput.safeParse({
    files: { users: { zipEntry: "../people.csv", sheet: "a/b" }, managers: { zipEntry: "C:\\a.csv" } },
  });
  const paths = parsed.error?.issues.map((issue) => issue.path.join("."));
  expect(paths).toEqual(
    expect.arrayContaining(["files.users.zipEntry", "files.users.sheet", "files.managers.zipEntry"]),
  );
});
