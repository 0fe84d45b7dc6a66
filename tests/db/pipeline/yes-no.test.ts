import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createList } from "@/lib/lists/create";
import { exportListMembers } from "@/lib/lists/export-members";
import { listListMembers } from "@/lib/lists/memberships";
import type { ProfileField } from "@/lib/model/field";
import type { FieldOperator } from "@/lib/model/rule";
import { exportPlan } from "@/lib/runs/exports/plan";
import { updateSyncMapping } from "@/lib/syncs/update";
import { getCsvTemplate } from "@/lib/uploads/get-template";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { linesOf, saved } from "../../support/csv";
import { testDb } from "../../support/db";
import { HEADER, NO_GUARDS, runFile, told } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { undo } from "../../support/undo";

let ctx: WorkspaceCtx;
let syncId: string;
let field: ProfileField;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
  field = await mintField(ctx, { label: "Remote", type: "yes_no" });
});

const NAMES = ["Ann", "Bob", "Cat", "Dan"] as const;

/** A file in which the people with the given cells are. */
function file(...cells: readonly string[]): string {
  const rows = cells.map((cell, at) => `${at + 1},${NAMES[at]}@x.io,${NAMES[at]},Ek,,${cell}`);
  return `${[`${HEADER},Remote`, ...rows].join("\n")}\n`;
}

/** What is stored in the field, by person; undefined for nothing. */
async function values(): Promise<unknown[]> {
  const rows = await testDb().sql`
    select fields from users where workspace_id = ${ctx.workspaceId} and state = 'active' order by email`;
  return rows.map(({ fields }) => fields[field.id]);
}

async function membersOf(op: Extract<FieldOperator, "is_yes" | "is_no" | "is_empty" | "is_not_empty">) {
  const rule = { match: "all" as const, rules: [{ on: "field" as const, fieldId: field.id, op }] };
  const { id } = await createList(ctx, { name: op, description: "", kind: "dynamic", rule });
  const { members } = await listListMembers(ctx, { id, search: "" }, null);
  return { id, names: members.map(({ firstName }) => firstName).sort() };
}

test("yes and no go from a file into lists, and out again as a file that changes nothing", async () => {
  const run = await runFile(ctx, syncId, file("TRUE", "no", "", "perhaps"));
  expect(run.counts).toMatchObject({ created: 4, errors: 0, warnings: 1 });
  expect(await told(ctx, run.id)).toEqual(["warning 5 Invalid value for field Remote: perhaps"]);
  expect(await values()).toEqual(["yes", "no", undefined, undefined]);
  const [yes, no, empty, filled] = [
    await membersOf("is_yes"),
    await membersOf("is_no"),
    await membersOf("is_empty"),
    await membersOf("is_not_empty"),
  ];
  expect([yes, no, empty, filled].map(({ names }) => names)).toEqual([
    ["Ann"],
    ["Bob"],
    ["Cat", "Dan"],
    ["Ann", "Bob"],
  ]);
  const exported = await saved(await exportListMembers(ctx, { id: filled.id }));
  expect((await linesOf(exported)).map((line) => line.at(-1)).sort()).toEqual(["No", "Remote", "Yes"]);
  const again = await runFile(ctx, syncId, exported, { mode: "add_and_update" });
  expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
});

test("other words for the same change nobody, and a change reads Yes and No", async () => {
  await runFile(ctx, syncId, file("yes", "0", "1"));
  const same = await runFile(ctx, syncId, file("True", "FALSE", "YES"));
  expect(same.counts).toMatchObject({ updated: 0, unchanged: 3 });
  const run = await runFile(ctx, syncId, file("no", "0", ""));
  expect(run.counts).toMatchObject({ updated: 2, unchanged: 1 });
  expect(await values()).toEqual(["no", "no", undefined]);
  const plan = await saved(await exportPlan(ctx, { runId: run.id, kinds: [], search: "" }));
  const ann = (await linesOf(plan)).find((line) => line.includes("Ann"));
  expect(ann?.join("|")).toMatch(/Yes.*No/s);
  expect((await undo(ctx, run)).state).toBe("succeeded");
  expect(await values()).toEqual(["yes", "no", "yes"]);
  const after = await runFile(ctx, syncId, file("1", "no", "true"));
  expect(after.counts).toMatchObject({ updated: 0, unchanged: 3 });
});

test("words of the mapping mean yes and no, and only there", async () => {
  const target = { kind: "field", fieldId: field.id, blank: "keep" } as const;
  const mapping = (words: object) => ({ syncId, mapping: { columns: { Remote: { ...target, ...words } } } });
  await expect(updateSyncMapping(ctx, mapping({ yesWords: ["x"], noWords: ["X"] }))).rejects.toMatchObject({
    code: "invalid_input",
    message: 'In the column "Remote", "X" means both yes and no.',
  });
  await updateSyncMapping(ctx, mapping({ yesWords: ["Ja"], noWords: ["Nein"] }));
  const run = await runFile(ctx, syncId, file("JA", "nein", "yes", "Si"));
  expect(await told(ctx, run.id)).toEqual(["warning 5 Invalid value for field Remote: Si"]);
  expect(await values()).toEqual(["yes", "no", "yes", undefined]);
  const kept = await runFile(ctx, syncId, file("", "yes", "", ""));
  expect(kept.counts).toMatchObject({ updated: 1 });
  expect(await values()).toEqual(["yes", "yes", "yes", undefined]);
});

test("a removed user comes back with it, and the template has an example of it", async () => {
  await runFile(ctx, syncId, file("yes"));
  const [user] = await testDb()
    .sql`select id::float8 as id from users where workspace_id = ${ctx.workspaceId}`;
  await removeUser(ctx, { id: user?.id });
  expect(await values()).toEqual([]);
  await restoreUser(ctx, { id: user?.id });
  expect(await values()).toEqual(["yes"]);
  const { text } = await getCsvTemplate(ctx, { syncId, file: "users" });
  const template = await linesOf(Buffer.from(text));
  expect(template.map((line) => line.at(-1))).toEqual(["Remote", "Yes", "No"]);
});
