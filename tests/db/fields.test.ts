import { expect, test } from "vitest";
import { createField } from "@/lib/fields/create";
import { deleteField } from "@/lib/fields/delete";
import { getFieldUse, listFields } from "@/lib/fields/read";
import { reorderFields } from "@/lib/fields/reorder";
import { updateField } from "@/lib/fields/update";
import type { FieldType, ProfileField } from "@/lib/model/field";
import { FIELDS_MAX } from "@/lib/model/limits";
import { testDb } from "../support/db";
import { mintField, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

const fieldsOf = async (id: number) => (await sql`select fields, version from users where id = ${id}`)[0];
const option = (field: ProfileField, label: string) => {
  const found = field.options.find((candidate) => candidate.label === label);
  if (!found) throw new Error(`No option ${label}`);
  return found.id;
};

test.each<FieldType>(["text", "number", "date", "single_choice", "multiple_choice"])(
  "a %s field is listed as it was made, after those that were there",
  async (type) => {
    const ws = await workspace();
    await mintField(ws, { label: "First", type: "text" });
    await createField(ws, {
      label: "Department",
      type,
      options: [{ label: "Sales" }, { label: "Marketing" }],
    });
    const fields = await listFields(ws);
    expect(fields.map((field) => field.label)).toEqual(["First", "Department"]);
    const labels = fields[1]?.options.map(({ label }) => label);
    expect(labels).toEqual(type.endsWith("choice") ? ["Sales", "Marketing"] : []);
  },
);

test("a label that differs only in letter case is refused beside the label", async () => {
  const ws = await workspace();
  await createField(ws, { label: "Region", type: "text", options: [] });
  const again = createField(ws, { label: "REGION", type: "text", options: [] });
  await expect(again).rejects.toMatchObject({
    code: "conflict",
    fieldErrors: { label: expect.stringContaining("Another profile field") },
  });
});

test("two workspaces may have a field of the same label", async () => {
  const { ctx } = await mintTenant();
  for (const ws of [await mintWorkspace(ctx, "A"), await mintWorkspace(ctx, "B")]) {
    await createField(ws, { label: "Region", type: "text", options: [] });
  }
});

test("renaming a field and its options changes no stored value", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Team", type: "single_choice", options: ["Red", "Blue"] });
  const user = await mintUser(ws, { fields: { [field.id]: option(field, "Red") } });
  await updateField(ws, {
    id: field.id,
    label: "Squad",
    options: [
      { id: option(field, "Blue"), label: "Red" },
      { id: option(field, "Red"), label: "Blue" },
      { label: "Green" },
    ],
  });
  const [after] = await listFields(ws);
  expect(after?.label).toBe("Squad");
  expect(after?.options.map(({ label }) => label)).toEqual(["Red", "Blue", "Green"]);
  expect(await fieldsOf(user.id)).toEqual({ fields: { [field.id]: option(field, "Red") }, version: 1 });
  expect(after?.options.find(({ id }) => id === option(field, "Red"))?.label).toBe("Blue");
});

test("removing an option takes it from those who had it, and from nobody else", async () => {
  const ws = await workspace();
  const one = await mintField(ws, { label: "Region", type: "single_choice", options: ["North", "South"] });
  const many = await mintField(ws, { label: "Teams", type: "multiple_choice", options: ["A", "B", "C"] });
  const values = (region: string, teams: string[]) => ({
    [one.id]: option(one, region),
    [many.id]: teams.map((team) => option(many, team)),
  });
  const both = await mintUser(ws, { fields: values("North", ["A", "B"]) });
  const only = await mintUser(ws, { fields: values("South", ["A"]) });
  const none = await mintUser(ws, { fields: values("South", ["B", "C"]) });

  const kept = (field: ProfileField, gone: string) => field.options.filter(({ label }) => label !== gone);
  expect(await getFieldUse(ws, { id: many.id })).toMatchObject({
    users: 3,
    byOption: { [option(many, "A")]: 2, [option(many, "B")]: 2, [option(many, "C")]: 1 },
  });
  expect(await updateField(ws, { id: one.id, label: "Region", options: kept(one, "North") })).toEqual({
    cleared: 1,
  });
  expect(await updateField(ws, { id: many.id, label: "Teams", options: kept(many, "A") })).toEqual({
    cleared: 2,
  });

  expect(await fieldsOf(both.id)).toEqual({ fields: { [many.id]: [option(many, "B")] }, version: 3 });
  expect(await fieldsOf(only.id)).toEqual({ fields: { [one.id]: option(one, "South") }, version: 2 });
  expect(await fieldsOf(none.id)).toEqual({ fields: values("South", ["B", "C"]), version: 1 });
});

test("options that someone else removed meanwhile are not brought back", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Team", type: "single_choice", options: ["Red", "Blue"] });
  const [red] = field.options;
  await updateField(ws, { id: field.id, label: "Team", options: red ? [red] : [] });
  const stale = updateField(ws, {
    id: field.id,
    label: "Team",
    options: field.options.map((o) => ({ ...o })),
  });
  await expect(stale).rejects.toMatchObject({ code: "conflict" });
});

test("an option that a file or a colleague added while somebody edited stays, and so do the values of its users", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Team", type: "single_choice", options: ["Red", "Blue"] });
  const seenOptions = field.options.map(({ id }) => id);
  const [red] = field.options;
  await updateField(ws, { id: field.id, label: "Team", options: [...field.options, { label: "Green" }] });
  const green = (await listFields(ws))[0]?.options.find(({ label }) => label === "Green");
  const user = await mintUser(ws, { fields: { [field.id]: String(green?.id) } });
  const late = { id: field.id, label: "Team", options: red ? [red] : [], seenOptions };
  expect(await updateField(ws, late)).toEqual({ cleared: 0 });
  expect((await listFields(ws))[0]?.options.map(({ label }) => label)).toEqual(["Red", "Green"]);
  expect((await fieldsOf(user.id))?.fields).toEqual({ [field.id]: String(green?.id) });
});

test("deleting a field counts and clears the values of removed users too", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Cost centre", type: "number" });
  const other = await mintField(ws, { label: "Title", type: "text" });
  const user = await mintUser(ws, { fields: { [field.id]: "12", [other.id]: "Lead" } });
  const gone = await mintUser(ws, { state: "removed", removedAt: new Date(), fields: { [field.id]: "13" } });
  expect((await getFieldUse(ws, { id: field.id })).users).toBe(1);
  expect(await deleteField(ws, { id: field.id })).toEqual({ cleared: 2 });
  expect(await fieldsOf(user.id)).toEqual({ fields: { [other.id]: "Lead" }, version: 2 });
  expect(await fieldsOf(gone.id)).toEqual({ fields: {}, version: 2 });
  expect((await listFields(ws)).map(({ label }) => label)).toEqual(["Title"]);
});

test("fields stand in the order they were put into, and a list that misses one is refused", async () => {
  const ws = await workspace();
  const ids: number[] = [];
  for (const label of ["A", "B", "C"])
    ids.push((await createField(ws, { label, type: "text", options: [] })).id);
  await reorderFields(ws, { ids: ids.toReversed() });
  expect((await listFields(ws)).map(({ label }) => label)).toEqual(["C", "B", "A"]);
  await expect(reorderFields(ws, { ids: ids.slice(1) })).rejects.toMatchObject({ code: "conflict" });
});

test("a workspace takes no more fields than the limit", async () => {
  const ws = await workspace();
  await sql`insert into profile_fields (org_id, workspace_id, label, type, position)
            select ${ws.orgId}, ${ws.workspaceId}, 'Field ' || i, 'text', i from generate_series(1, ${FIELDS_MAX}) i`;
  const over = createField(ws, { label: "One more", type: "text", options: [] });
  await expect(over).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("300") });
});

test("every change of a field is in the audit log, with its label", async () => {
  const ws = await workspace();
  const { id } = await createField(ws, { label: "Region", type: "text", options: [] });
  await updateField(ws, { id, label: "Area", options: [] });
  await reorderFields(ws, { ids: [id] });
  await deleteField(ws, { id });
  const rows = await sql`select action, target_label from audit_log where org_id = ${ws.orgId} order by id`;
  expect(rows.map((row) => [row.action, row.target_label])).toEqual([
    ["field.create", "Region"],
    ["field.update", "Area"],
    ["field.reorder", null],
    ["field.delete", "Area"],
  ]);
});
