import { expect, test } from "vitest";
import { mergeOptions } from "@/lib/fields/merge-options";
import { listFields } from "@/lib/fields/read";
import { changeFieldType } from "@/lib/fields/type-change/change";
import { undoFieldType } from "@/lib/fields/type-change/undo";
import type { ViewPlace } from "@/lib/model/saved-view";
import { listViews, saveView, shareView } from "@/lib/saved-views/views";
import { filterChips } from "@/lib/users/filter-chips";
import { readFilters } from "@/lib/users/filters";
import { testDb } from "../support/db";
import { mintField, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

type Ws = Awaited<ReturnType<typeof workspace>>;

const placeOf = async (ws: Ws, name: string): Promise<ViewPlace> =>
  (await listViews(ws)).find((view) => view.name === name)?.place ?? {};

/** The chips of a view, as its page says them, and which of them nobody matches any more. */
async function chipsOf(ws: Ws, name: string) {
  const { filter = "" } = await placeOf(ws, name);
  const vocabulary = { fields: await listFields(ws), teams: [], lists: [], syncs: [] };
  return filterChips(readFilters(filter), null, vocabulary).map(({ label, isGone }) => [label, isGone]);
}

test("views follow a field to another type and back: filter, order and columns", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Office", type: "text" });
  await mintUser(ws, { fields: { [field.id]: "Berlin" } });
  const is = { on: "field", fieldId: field.id, op: "is", text: "Berlin" };
  const before = {
    q: "mi",
    filter: JSON.stringify([{ on: "list", op: "in", listId: 7 }, is]),
    sort: `-field-${field.id}`,
    columns: `email.field-${field.id}`,
  };
  await shareView(ws, { name: "In Berlin", place: before });
  await saveView(ws, { name: "All", place: { columns: "email" } });

  const { id } = await changeFieldType(ws, { id: field.id, type: "single_choice", reading: {} });
  const place = await placeOf(ws, "In Berlin");
  expect(place).toMatchObject({ q: "mi", sort: `-field-${id}`, columns: `email.field-${id}` });
  expect(await chipsOf(ws, "In Berlin")).toEqual([
    ["In a deleted list", true],
    ["Office is Berlin", false],
  ]);
  expect(await placeOf(ws, "All")).toEqual({ columns: "email" });

  await undoFieldType(ws, { id });
  expect(await placeOf(ws, "In Berlin")).toEqual(before);
});

test("a filter that can't be said in the new type stays and says that it asks for what is gone, until the change is undone", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Office", type: "text" });
  await mintUser(ws, { fields: { [field.id]: "Berlin" } });
  const filter = JSON.stringify([{ on: "field", fieldId: field.id, op: "contains", text: "erl" }]);
  await saveView(ws, { name: "Erl", place: { filter } });
  const { id } = await changeFieldType(ws, { id: field.id, type: "single_choice", reading: {} });
  expect(await chipsOf(ws, "Erl")).toEqual([["A deleted field contains “erl”", true]]);
  await undoFieldType(ws, { id });
  expect(await chipsOf(ws, "Erl")).toEqual([["Office contains “erl”", false]]);
});

test("views that ask for a merged option ask for the one that stays; others stay as they are", async () => {
  const ws = await workspace();
  const options = ["Berlin", "Brelin", "Bonn"];
  const field = await mintField(ws, { label: "Office", type: "single_choice", options });
  const [berlin = 0, brelin = 0, bonn = 0] = field.options.map(({ id }) => id);
  const asking = (...optionIds: number[]) =>
    JSON.stringify([{ on: "field", fieldId: field.id, op: "is_any_of", optionIds }]);
  await saveView(ws, { name: "Both", place: { filter: asking(brelin, berlin) } });
  await shareView(ws, { name: "Bonn", place: { filter: asking(bonn), sort: "email" } });
  const elsewhere = await workspace();
  await saveView(elsewhere, { name: "Theirs", place: { filter: asking(brelin) } });

  await mergeOptions(ws, { fieldId: field.id, from: [brelin], into: berlin });
  expect(await placeOf(ws, "Both")).toEqual({ filter: asking(berlin) });
  expect(await placeOf(ws, "Bonn")).toEqual({ filter: asking(bonn), sort: "email" });
  expect(await placeOf(elsewhere, "Theirs")).toEqual({ filter: asking(brelin) });
});
