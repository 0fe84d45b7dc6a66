import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeOptions } from "@/lib/fields/merge-options";
import { listFields } from "@/lib/fields/read";
import { changeFieldType } from "@/lib/fields/type-change/change";
import { undoFieldType } from "@/lib/fields/type-change/undo";
import { updateField } from "@/lib/fields/update";
import { getList } from "@/lib/lists/read";
import type { RuleGroup } from "@/lib/model/rule";
import { testDb } from "../support/db";
import { mintList } from "../support/portal";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

type Ws = Awaited<ReturnType<typeof workspace>>;

/** A plan that a person has to approve, which gives a new user these values. */
async function heldPlan(ws: Ws, fields: object): Promise<string> {
  const { id } = await mintSync(ws);
  const [run] = await sql`
    insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label)
    values (${ws.orgId}, ${ws.workspaceId}, ${id}, 'held', 'manual', 'test') returning id`;
  await sql`insert into changes (org_id, workspace_id, run_id, kind, status, csv_id, email, first_name, last_name, mobile, fields)
    values (${ws.orgId}, ${ws.workspaceId}, ${run?.id}, 'create', 'planned', '1', 'a@b.example', '', '', '', ${sql.json(fields as never)})`;
  return run?.id;
}

/** Everything of the workspace that may name an option by its id, as one text. */
async function allValues(ws: Ws): Promise<string> {
  const where = sql`workspace_id = ${ws.workspaceId}`;
  const parts = await Promise.all([
    sql`select fields from users where ${where}`,
    sql`select rule from user_lists where ${where}`,
    sql`select fields, before from changes where ${where}`,
    sql`select became from kept_field_values where ${where}`,
    sql`select id from profile_field_options where ${where}`,
  ]);
  return JSON.stringify(parts);
}

test("merging two options gives users, aliases, rules and open plans the one that stays", async () => {
  const ws = await workspace();
  const field = await mintField(ws, {
    label: "Area",
    type: "multiple_choice",
    options: ["Sales", "Slaes", "Care"],
  });
  const [sales = 0, slaes = 0, care = 0] = field.options.map(({ id }) => id);
  await updateField(ws, {
    id: field.id,
    label: "Area",
    options: field.options.map((option) =>
      option.id === slaes ? { ...option, aliases: ["Verkauf"] } : option,
    ),
  });
  const both = await mintUser(ws, { fields: { [field.id]: [sales, slaes] } });
  const one = await mintUser(ws, { fields: { [field.id]: [slaes, care] } });
  const none = await mintUser(ws, { fields: { [field.id]: [care] } });
  const rule: RuleGroup = {
    match: "any",
    rules: [
      { on: "field", fieldId: field.id, op: "is_all_of", optionIds: [slaes, sales] },
      { match: "none", rules: [{ on: "field", fieldId: field.id, op: "is_any_of", optionIds: [slaes] }] },
    ],
  };
  const listId = await mintList(ws, { name: "Sellers", rule });
  const runId = await heldPlan(ws, { [field.id]: [slaes] });

  const merged = await mergeOptions(ws, { fieldId: field.id, from: [slaes], into: sales });
  expect(merged).toEqual({ users: 2, lists: 1, aliases: ["Slaes", "Verkauf"] });
  const valueIn = async (id: number) =>
    (await sql`select fields -> ${String(field.id)} as value from users where id = ${id}`)[0]?.value;
  expect(await valueIn(both.id)).toEqual([sales]);
  expect(await valueIn(one.id)).toEqual([sales, care]);
  expect(await valueIn(none.id)).toEqual([care]);
  const list = await getList(ws, { id: listId });
  expect(list.problems).toEqual([]);
  expect(list.rule).toEqual({
    match: "any",
    rules: [
      { on: "field", fieldId: field.id, op: "is_all_of", optionIds: [sales] },
      { match: "none", rules: [{ on: "field", fieldId: field.id, op: "is_any_of", optionIds: [sales] }] },
    ],
  });
  const [line] = await sql`select fields from changes where run_id = ${runId}`;
  expect(line?.fields).toEqual({ [field.id]: [sales] });
  const [options] = await listFields(ws);
  expect(options?.options.map(({ label, aliases }) => [label, aliases])).toEqual([
    ["Sales", ["Slaes", "Verkauf"]],
    ["Care", []],
  ]);
});

test("property: nothing names a merged option any more, whatever is merged into what", async () => {
  const labels = ["Aaa", "Bbb", "Ccc", "Ddd", "Eee"];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("single_choice" as const, "multiple_choice" as const),
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 2, maxLength: 4 }),
      fc.array(fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (type, [target = 0, ...others], people, wasText) => {
        const ws = await workspace();
        const started = await mintField(ws, { label: "Thing", type, options: labels });
        const at = (places: number[], of: typeof started) => {
          const ids = places.map((place) => of.options[place]?.id ?? 0);
          return type === "single_choice" ? (ids[0] ?? 0) : ids;
        };
        const users = [];
        for (const places of people)
          users.push(await mintUser(ws, { fields: { [started.id]: at(places, started) } }));
        let field = started;
        if (wasText) {
          const between =
            type === "single_choice" ? ("multiple_choice" as const) : ("single_choice" as const);
          const { id } = await changeFieldType(ws, { id: field.id, type: between, reading: {} });
          field = (await listFields(ws)).find((one) => one.id === id) ?? field;
        }
        const rule: RuleGroup = {
          match: "any",
          rules: field.options.map(({ id }) => ({
            on: "field",
            fieldId: field.id,
            op: "is_any_of",
            optionIds: [id],
          })),
        };
        const listId = await mintList(ws, { name: "Some", rule });
        await heldPlan(ws, { [field.id]: field.options[others[0] ?? 0]?.id ?? 0 });
        const from = others.map((place) => field.options[place]?.id ?? 0);
        await mergeOptions(ws, { fieldId: field.id, from, into: field.options[target]?.id ?? 0 });
        const stored = await allValues(ws);
        for (const id of from) expect(stored).not.toMatch(new RegExp(`(?<![0-9"])${id}(?![0-9"])`));
        expect((await getList(ws, { id: listId })).problems).toEqual([]);
        if (!wasText) return;
        // Merging is about the new field's options: users who have only merged ones are still as the change left them.
        await undoFieldType(ws, { id: field.id });
        for (const [index, user] of users.entries()) {
          const [row] =
            await sql`select fields -> ${String(started.id)} as value from users where id = ${user.id}`;
          expect(row?.value).toEqual(at(people[index] ?? [], started));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("an option is not merged into itself, nor with one of another field", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "A", type: "single_choice", options: ["One", "Two"] });
  const other = await mintField(ws, { label: "B", type: "single_choice", options: ["Three"] });
  const [one = 0, two = 0] = field.options.map(({ id }) => id);
  const three = other.options[0]?.id ?? 0;
  const merge = (from: number[], into: number) => mergeOptions(ws, { fieldId: field.id, from, into });
  await expect(merge([one], one)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(merge([three], one)).rejects.toMatchObject({ code: "not_found" });
  await expect(merge([two], three)).rejects.toMatchObject({ code: "not_found" });
});
