import { expect, test } from "vitest";
import { createFields } from "@/lib/fields/create-many";
import { listFields } from "@/lib/fields/read";
import { FIELDS_MAX } from "@/lib/model/limits";
import { testDb } from "../support/db";
import { mintField, mintTenant, mintWorkspace } from "../support/tenant";

testDb();

async function workspace() {
  return mintWorkspace((await mintTenant()).ctx);
}

const text = (label: string) => ({ label, type: "text" as const, options: [] });

test("Several fields are added at once, in their order, with their options", async () => {
  const ws = await workspace();
  await mintField(ws, { label: "There", type: "text" });
  const site = {
    label: "Site",
    type: "single_choice" as const,
    options: [{ label: "Turku" }, { label: "Oulu" }],
  };
  const { ids } = await createFields(ws, { fields: [text("B"), site, text("A")] });
  const fields = await listFields(ws);
  expect(fields.map(({ label }) => label)).toEqual(["There", "B", "Site", "A"]);
  expect(fields.slice(1).map(({ id }) => id)).toEqual(ids);
  expect(fields[2]?.options.map(({ label }) => label)).toEqual(["Turku", "Oulu"]);
});

test("Of labels that are taken, there or among themselves, each is told, and none is added", async () => {
  const ws = await workspace();
  await mintField(ws, { label: "There", type: "text" });
  const fields = [text("New"), text("there"), text("NEW")];
  await expect(createFields(ws, { fields })).rejects.toMatchObject({
    code: "conflict",
    fieldErrors: { "fields.1.label": expect.any(String), "fields.2.label": expect.any(String) },
  });
  expect(await listFields(ws)).toHaveLength(1);
});

test("More fields than a workspace may have are refused as a whole", async () => {
  const ws = await workspace();
  await mintField(ws, { label: "There", type: "text" });
  const fields = Array.from({ length: FIELDS_MAX }, (_, n) => text(`F${n}`));
  await expect(createFields(ws, { fields })).rejects.toMatchObject({ code: "conflict" });
  expect(await listFields(ws)).toHaveLength(1);
});
