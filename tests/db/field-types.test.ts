import fc from "fast-check";
import { expect, test } from "vitest";
import { createField } from "@/lib/fields/create";
import { deleteField } from "@/lib/fields/delete";
import { listFields } from "@/lib/fields/read";
import { changeFieldType } from "@/lib/fields/type-change/change";
import {
  listPastFields,
  listUndoableTypes,
  previewFieldType,
  previewTypeUndo,
} from "@/lib/fields/type-change/read";
import { undoFieldType } from "@/lib/fields/type-change/undo";
import { updateField } from "@/lib/fields/update";
import { getList } from "@/lib/lists/read";
import { FIELD_TYPES, type FieldType, type FieldValue } from "@/lib/model/field";
import type { RuleGroup } from "@/lib/model/rule";
import { purgeOld } from "@/lib/purge/purge-old";
import { jobDeps } from "@/lib/runs/open-run";
import { testDb } from "../support/db";
import { mintList } from "../support/portal";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

type Ws = Awaited<ReturnType<typeof workspace>>;

async function everything({ workspaceId }: Ws) {
  const users = await sql`select id, fields from users where workspace_id = ${workspaceId} order by id`;
  const lists = await sql`select id, rule from user_lists where workspace_id = ${workspaceId} order by id`;
  const syncs = await sql`select id, mapping from syncs where workspace_id = ${workspaceId} order by id`;
  const fields =
    await sql`select id, label, type, position from profile_fields where workspace_id = ${workspaceId} order by id`;
  const options = await sql`
    select id, field_id, label, aliases, position from profile_field_options where workspace_id = ${workspaceId} order by id`;
  return {
    users: [...users],
    lists: [...lists],
    syncs: [...syncs],
    fields: [...fields],
    options: [...options],
  };
}

const fieldNow = async (ws: Ws, label: string) => {
  const field = (await listFields(ws)).find((one) => one.label === label);
  if (!field) throw new Error(`No field ${label}`);
  return field;
};

const storedIn = async (userId: number, fieldId: number) =>
  (await sql`select fields -> ${String(fieldId)} as value from users where id = ${userId}`)[0]?.value ?? null;

test("text becomes a choice: every value an option, users, mapping and rule follow, and undo restores all of it", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Department", type: "text" });
  const ann = await mintUser(ws, { fields: { [field.id]: "Sales" } });
  const ben = await mintUser(ws, { state: "removed", removedAt: new Date(), fields: { [field.id]: "Care" } });
  const odd = await mintUser(ws, { fields: { [field.id]: "two\nlines" } });
  const target = { kind: "field", fieldId: field.id, blank: "keep" } as const;
  const sync = await mintSync(ws, { mapping: { columns: { Dept: target } } });
  const rule: RuleGroup = {
    match: "none",
    rules: [{ on: "field", fieldId: field.id, op: "is", text: "sales" }],
  };
  const listId = await mintList(ws, { name: "Not sales", rule });
  const before = await everything(ws);

  const preview = await previewFieldType(ws, { id: field.id, type: "single_choice" });
  expect(preview).toMatchObject({ users: 2, cleared: 1, newOptions: 2, blocked: [], refusal: null });
  expect(preview.lines[0]).toEqual({ before: "two\nlines", after: null, users: 1 });
  expect(preview.lists).toMatchObject([
    { id: listId, before: "Not (Department is “sales”)", after: "Not (Department is Sales)" },
  ]);
  expect(await everything(ws)).toEqual(before);

  const { id } = await changeFieldType(ws, { id: field.id, type: "single_choice", reading: {} });
  const now = await fieldNow(ws, "Department");
  expect(now).toMatchObject({ id, type: "single_choice" });
  expect(now.options.map(({ label }) => label)).toEqual(["Care", "Sales"]);
  const option = (label: string) => now.options.find((one) => one.label === label)?.id;
  expect(await storedIn(ann.id, id)).toBe(option("Sales"));
  expect(await storedIn(ben.id, id)).toBe(option("Care"));
  expect(await storedIn(odd.id, id)).toBeNull();
  const [mapped] = await sql`select mapping from syncs where id = ${sync.id}`;
  expect(mapped?.mapping.columns).toEqual({ Dept: { ...target, fieldId: id, unknown: "add" } });
  const list = await getList(ws, { id: listId });
  expect(list.problems).toEqual([]);
  expect((await listUndoableTypes(ws)).map(({ fieldId, type }) => [fieldId, type])).toEqual([[id, "text"]]);
  expect((await listPastFields(ws)).map((one) => one.id)).toEqual([field.id]);

  expect(await previewTypeUndo(ws, { id })).toMatchObject({
    restored: 2,
    type: "text",
    lines: [],
    blocked: [],
  });
  await undoFieldType(ws, { id });
  expect(await everything(ws)).toEqual(before);
  expect(await listUndoableTypes(ws)).toEqual([]);
  expect(await sql`select from kept_field_values where workspace_id = ${ws.workspaceId}`).toHaveLength(0);
});

test("a user who was changed since keeps what they have when the change of type is undone", async () => {
  const ws = await workspace();
  const field = await mintField(ws, {
    label: "Department",
    type: "single_choice",
    options: ["Sales", "Care"],
  });
  const ids = field.options.map((option) => option.id);
  const [ann, ben, cy] = [ids[0], ids[1], ids[1]].map((id) => ({ [field.id]: id ?? 0 }));
  const users = [
    await mintUser(ws, { fields: ann }),
    await mintUser(ws, { fields: ben }),
    await mintUser(ws, { fields: cy }),
  ];
  const late = await mintUser(ws);
  const { id } = await changeFieldType(ws, { id: field.id, type: "text", reading: {} });
  expect(await Promise.all(users.map((user) => storedIn(user.id, id)))).toEqual(["Sales", "Care", "Care"]);
  const set = (userId: number, fields: object) =>
    sql`update users set fields = ${sql.json(fields as never)} where id = ${userId}`;
  await set(users[1]?.id ?? 0, { [id]: "Legal" });
  await set(users[2]?.id ?? 0, {});
  await set(late.id, { [id]: "Sales" });
  const preview = await previewTypeUndo(ws, { id });
  expect(preview).toMatchObject({ restored: 1, cleared: 0 });
  expect(preview.lines.map(({ before, after }) => [before, after]).sort()).toEqual([
    ["Legal", "Legal"],
    ["Sales", "Sales"],
  ]);
  await undoFieldType(ws, { id });
  const back = await fieldNow(ws, "Department");
  expect(back.id).toBe(field.id);
  expect(back.options.map(({ label }) => label)).toEqual(["Sales", "Care", "Legal"]);
  expect(await storedIn(users[0]?.id ?? 0, field.id)).toBe(ids[0]);
  expect(await storedIn(users[1]?.id ?? 0, field.id)).toBe(back.options[2]?.id);
  expect(await storedIn(users[2]?.id ?? 0, field.id)).toBeNull();
  expect(await storedIn(late.id, field.id)).toBe(ids[0]);
});

test("dates are read by the format that fits them, and a column that fills the field is read the same way", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Started", type: "text" });
  const user = await mintUser(ws, { fields: { [field.id]: "23.01.1984" } });
  await mintUser(ws, { fields: { [field.id]: "31.12.1999" } });
  const { reading, cleared } = await previewFieldType(ws, { id: field.id, type: "date" });
  expect([reading, cleared]).toEqual([{ dateFormat: "dd.MM.yyyy" }, 0]);
  const { id } = await changeFieldType(ws, { id: field.id, type: "date", reading });
  expect(await storedIn(user.id, id)).toBe("1984-01-23");
});

test("a rule that asks for a part of a text keeps the type from changing, and says why", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Title", type: "text" });
  await mintUser(ws, { fields: { [field.id]: "Lead nurse" } });
  const rule: RuleGroup = {
    match: "all",
    rules: [{ on: "field", fieldId: field.id, op: "contains", text: "nurse" }],
  };
  await mintList(ws, { name: "Nurses", rule });
  const before = await everything(ws);
  const change = { id: field.id, type: "single_choice", reading: {} } as const;
  expect((await previewFieldType(ws, change)).blocked).toMatchObject([{ name: "Nurses" }]);
  await expect(changeFieldType(ws, change)).rejects.toMatchObject({
    code: "conflict",
    message:
      'The rule of the list "Nurses" can\'t follow “Title”: “contains” has no counterpart for the type single choice.',
  });
  expect(await everything(ws)).toEqual(before);
});

test("what was kept goes after 30 days, with the field, and with the user", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Cost", type: "number" });
  const user = await mintUser(ws, { fields: { [field.id]: "12" } });
  await mintUser(ws, { fields: { [field.id]: "13" } });
  const kept = async () =>
    (await sql`select from kept_field_values where workspace_id = ${ws.workspaceId}`).length;
  const { id } = await changeFieldType(ws, { id: field.id, type: "text", reading: {} });
  expect(await kept()).toBe(2);
  await sql`delete from users where id = ${user.id}`;
  expect(await kept()).toBe(1);
  const { id: again } = await changeFieldType(ws, { id, type: "number", reading: {} });
  expect(await kept()).toBe(2);
  const deps = jobDeps();
  await sql`update field_type_changes set changed_at = now() - interval '31 days' where field_id = ${id}`;
  await purgeOld(deps);
  expect(await kept()).toBe(1);
  await expect(previewTypeUndo(ws, { id })).rejects.toMatchObject({ code: "not_found" });
  await deleteField(ws, { id: again });
  expect(await kept()).toBe(0);
  expect(await listPastFields(ws)).toEqual([]);
});

const texts = fc.constantFrom(
  "Sales",
  "sales",
  "Care",
  "12",
  "12.5",
  "1984-01-23",
  "yes",
  "No",
  "a;b",
  "b\nc",
  "  ",
  "Ünïx",
);
const optionSets = fc.subarray([0, 1, 2, 3], { minLength: 1 });

test("property: whatever type a field gets, undoing it restores every value, option, mapping and rule", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<FieldType>(...FIELD_TYPES),
      fc.array(fc.constantFrom<FieldType>(...FIELD_TYPES), { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(texts, optionSets, fc.boolean()), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(undefined, ";"),
      async (first, types, people, separator) => {
        const ws = await workspace();
        const options = ["Sales", "Care", "12", "Yes"];
        const labels = first.endsWith("choice") ? options.map((label) => ({ label })) : [];
        await createField(ws, { label: "Thing", type: first, options: labels });
        const field = await fieldNow(ws, "Thing");
        const ids = field.options.map(({ id }) => id);
        const value = (text: string, chosen: number[]): FieldValue => {
          if (first === "single_choice") return ids[chosen[0] ?? 0] ?? null;
          if (first === "multiple_choice") return chosen.map((at) => ids[at] ?? 0);
          if (first === "number") return "12.5";
          if (first === "date") return "1984-01-23";
          return first === "yes_no" ? "yes" : text;
        };
        for (const [text, chosen, has] of people)
          await mintUser(ws, { fields: has ? { [field.id]: value(text, chosen) } : {} });
        const target = { kind: "field", fieldId: field.id, blank: "clear" } as const;
        await mintSync(ws, { mapping: { columns: { Thing: target } } });
        const isThere = { on: "field", fieldId: field.id, op: "is_not_empty" } as const;
        await mintList(ws, { name: "Has one", rule: { match: "all", rules: [isThere] } });

        const states = [await everything(ws)];
        const now = [field.id];
        for (const type of types) {
          const id = now.at(-1) ?? 0;
          const { type: is } = await fieldNow(ws, "Thing");
          if (is === type) continue;
          const change = { id, type, reading: separator ? { separator } : {} };
          if ((await previewFieldType(ws, change)).refusal !== null) break;
          now.push((await changeFieldType(ws, change)).id);
          states.push(await everything(ws));
        }
        while (now.length > 1) {
          expect(await everything(ws)).toEqual(states.pop());
          await undoFieldType(ws, { id: now.pop() ?? 0 });
        }
        expect(await everything(ws)).toEqual(states[0]);
      },
    ),
    { numRuns: 25 },
  );
});

test("renaming after a change of type is kept by the undo", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Cost", type: "number" });
  const { id } = await changeFieldType(ws, { id: field.id, type: "text", reading: {} });
  await updateField(ws, { id, label: "Cost center", options: [] });
  await undoFieldType(ws, { id });
  expect(await fieldNow(ws, "Cost center")).toMatchObject({ id: field.id, type: "number" });
});
