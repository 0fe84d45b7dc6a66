import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { testDb } from "../../support/db";
import { people, runFile, told } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// Stories of several runs with the guards at their defaults, but for the one that holds the first run.

let ctx: WorkspaceCtx;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
});

const file = (name: string) => readFileSync(new URL(`../../fixtures/runs/${name}.csv`, import.meta.url));
const sync = async (extra: object = {}) =>
  (await mintSync(ctx, { guardSettings: { firstRun: false }, ...extra })).id;

describe("a column that is gone", () => {
  test("holds nothing when it filled nothing", async () => {
    const syncId = await sync();
    await runFile(ctx, syncId, file("unused-column-gone-1"));
    const run = await runFile(ctx, syncId, file("unused-column-gone-2"));
    expect(run).toMatchObject({ state: "succeeded", guards: [] });
    expect(await told(ctx, run.id)).toEqual([]);
    expect(await people(ctx)).toEqual(["1|p1@x.io|A|Z|"]);
  });

  test("holds nothing when the mapping ignores it by now", async () => {
    const { id: fieldId } = await mintField(ctx, { label: "Colour", type: "text" });
    const mapping = { columns: { Junk: { kind: "field", fieldId, blank: "clear" } } };
    const syncId = await sync({ mapping });
    await runFile(ctx, syncId, file("unused-column-gone-1"));
    await testDb()
      .sql`update syncs set mapping = '{"columns": {"Junk": {"kind": "ignore"}}}' where id = ${syncId}`;
    expect(await runFile(ctx, syncId, file("unused-column-gone-2"))).toMatchObject({ state: "succeeded" });
  });

  test.each(["its label", "the mapping"])("holds everything when it filled a field by %s", async (by) => {
    const label = by === "its label" ? "Junk" : "Colour";
    const { id: fieldId } = await mintField(ctx, { label, type: "text" });
    const columns = by === "its label" ? {} : { Junk: { kind: "field", fieldId, blank: "clear" } };
    const syncId = await sync({ mapping: { columns } });
    await runFile(ctx, syncId, file("unused-column-gone-1"));
    const run = await runFile(ctx, syncId, file("unused-column-gone-2"));
    expect(run).toMatchObject({
      state: "held",
      guards: [
        { code: "header_drift", reason: "A column that earlier files had is missing or renamed: Junk." },
      ],
    });
    expect(await people(ctx)).toEqual(["1|p1@x.io|A|A|"]);
  });
});
