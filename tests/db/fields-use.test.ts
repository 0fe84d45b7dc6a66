import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { deleteField } from "@/lib/fields/delete";
import { getFieldUse, listFields } from "@/lib/fields/read";
import { updateField } from "@/lib/fields/update";
import type { ProfileField } from "@/lib/model/field";
import type { Rule } from "@/lib/model/rule";
import { getSync } from "@/lib/syncs/read";
import { updateSyncMapping } from "@/lib/syncs/update";
import { testDb } from "../support/db";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

/** A sync whose last file had these headers. */
async function syncOf(ws: WorkspaceCtx, name: string, headers: string[]): Promise<string> {
  const { id } = await mintSync(ws, { name });
  const file = { headers, sample: [] };
  await sql`insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label, file)
            values (${ws.orgId}, ${ws.workspaceId}, ${id}, 'failed', 'manual', 'test', ${sql.json(file)})`;
  return id;
}

async function listOf(ws: WorkspaceCtx, name: string, rule: Rule, page?: string): Promise<void> {
  const [list] = await sql`insert into user_lists (org_id, workspace_id, name, kind, rule, created_by)
    values (${ws.orgId}, ${ws.workspaceId}, ${name}, 'dynamic', ${sql.json(JSON.parse(JSON.stringify(rule)))}, 'test') returning id`;
  if (page === undefined) return;
  const [made] = await sql`insert into pages (org_id, workspace_id, title, slug)
    values (${ws.orgId}, ${ws.workspaceId}, ${page}, ${page.toLowerCase()}) returning id`;
  await sql`insert into page_lists (org_id, workspace_id, page_id, list_id)
            values (${ws.orgId}, ${ws.workspaceId}, ${made?.id}, ${list?.id})`;
}

const asks = (fieldId: number, optionIds: number[]): Rule => ({
  match: "all",
  rules: [{ on: "field", fieldId, op: "is_any_of", optionIds }],
});
const idOf = (field: ProfileField, label: string) =>
  field.options.find((option) => option.label === label)?.id ?? 0;

test("who and what uses a field: users, syncs by name or mapping, lists with their pages", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "single_choice", options: ["Sales", "Legal"] });
  await mintUser(ws, { fields: { [field.id]: idOf(field, "Sales") } });
  await syncOf(ws, "By name", ["ID", "Dept"]);
  const mapped = await syncOf(ws, "By mapping", ["ID", "Abt"]);
  await updateSyncMapping(ws, {
    syncId: mapped,
    mapping: { columns: { Abt: { kind: "field", fieldId: field.id, blank: "clear" } } },
  });
  await syncOf(ws, "Not at all", ["ID"]);
  await listOf(ws, "Sellers", asks(field.id, [idOf(field, "Sales")]), "Handbook");
  const use = await getFieldUse(ws, { id: field.id });
  expect(use).toMatchObject({
    users: 1,
    byOption: { [idOf(field, "Sales")]: 1 },
    lists: [{ name: "Sellers", pages: ["Handbook"], optionIds: [idOf(field, "Sales")] }],
  });
  expect(use.syncs.map(({ name, header, by }) => [name, header, by]).sort()).toEqual([
    ["By mapping", "Abt", "mapping"],
    ["By name", "Dept", "name"],
  ]);
});

test("a field that a list's rule asks for is not deleted, and the list is named", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "single_choice", options: ["Sales", "Legal"] });
  const user = await mintUser(ws, { fields: { [field.id]: idOf(field, "Sales") } });
  await listOf(ws, "Sellers", asks(field.id, [idOf(field, "Sales")]));
  await expect(deleteField(ws, { id: field.id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining('"Sellers"'),
  });
  expect((await sql`select fields from users where id = ${user.id}`)[0]?.fields).not.toEqual({});
  await sql`delete from user_lists where workspace_id = ${ws.workspaceId}`;
  expect(await deleteField(ws, { id: field.id })).toEqual({ cleared: 1 });
});

test("an option that a list's rule names is not removed; one that none names is", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "single_choice", options: ["Sales", "Legal"] });
  await listOf(ws, "Sellers", asks(field.id, [idOf(field, "Sales")]));
  const only = (label: string) =>
    updateField(ws, { id: field.id, label: "Dept", options: [{ id: idOf(field, label), label }] });
  await expect(only("Legal")).rejects.toMatchObject({
    code: "conflict",
    message: 'The rule of the list "Sellers" uses the option "Sales".',
  });
  expect((await listFields(ws))[0]?.options).toHaveLength(2);
  await only("Sales");
  expect((await listFields(ws))[0]?.options).toHaveLength(1);
});

test("deleting a field takes it out of the mappings that name it, as a new version", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "text" });
  const syncId = await syncOf(ws, "HR", ["Abt", "Mail"]);
  const mail = { Mail: { kind: "email" } } as const;
  const columns = { Abt: { kind: "field", fieldId: field.id, blank: "clear" }, ...mail } as const;
  await updateSyncMapping(ws, { syncId, mapping: { columns } });
  await deleteField(ws, { id: field.id });
  expect(await getSync(ws, syncId)).toMatchObject({ mapping: { columns: mail }, mappingVersion: 3 });
});

test("a renamed field is filled as before: syncs that went by its label have the header in their mapping", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "text" });
  const keeps = await syncOf(ws, "Keeps", ["ID", "Dept"]);
  const follows = await syncOf(ws, "Follows", ["ID", "Dept"]);
  const other = await syncOf(ws, "Other", ["ID"]);
  await updateField(ws, { id: field.id, label: "Department", options: [], expectNewHeader: [follows] });
  expect(await getSync(ws, keeps)).toMatchObject({
    mapping: { columns: { Dept: { kind: "field", fieldId: field.id, blank: "clear" } } },
    mappingVersion: 2,
  });
  for (const untouched of [follows, other]) {
    expect(await getSync(ws, untouched)).toMatchObject({ mapping: { columns: {} }, mappingVersion: 1 });
  }
});

test("a rename that is refused writes no mapping", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "text" });
  await mintField(ws, { label: "Region", type: "text" });
  const syncId = await syncOf(ws, "HR", ["Dept"]);
  const taken = updateField(ws, { id: field.id, label: "region", options: [] });
  await expect(taken).rejects.toMatchObject({ code: "conflict" });
  expect(await getSync(ws, syncId)).toMatchObject({ mapping: { columns: {} }, mappingVersion: 1 });
});

test("aliases are kept with their option, and stay where an edit does not speak of them", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Dept", type: "single_choice", options: ["Sales", "Legal"] });
  const [sales = 0, legal = 0] = field.options.map(({ id }) => id);
  const edit = (options: Parameters<typeof updateField>[1]["options"]) =>
    updateField(ws, { id: field.id, label: "Dept", options });
  await edit([
    { id: sales, label: "Sales", aliases: ["Sales Dept", "Sales Dept", "Sales"] },
    { id: legal, label: "Legal" },
  ]);
  expect((await listFields(ws))[0]?.options[0]).toEqual({
    id: sales,
    label: "Sales",
    aliases: ["Sales Dept"],
  });
  const clash = edit([
    { id: sales, label: "Sales" },
    { id: legal, label: "Sales Dept" },
  ]);
  await expect(clash).rejects.toMatchObject({ code: "invalid_input" });
  await edit([
    { id: legal, label: "Sales", aliases: [] },
    { id: sales, label: "Selling" },
  ]);
  expect((await listFields(ws))[0]?.options).toEqual([
    { id: legal, label: "Sales", aliases: [] },
    { id: sales, label: "Selling", aliases: ["Sales Dept"] },
  ]);
});
