import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve } from "../../support/undo";

/** A file without mobile numbers. */
const MAPPING: Mapping = {
  columns: { UID: { kind: "id" }, "Email address": { kind: "email" } },
  without: ["mobile"],
};
const HEADER = "UID,First name,Last name,Email address";
const ANN = "1,Ann,Lee,ann@x.io";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = await sync(NO_GUARDS);
});

const sync = async (guardSettings: Partial<GuardLimits>, mapping = MAPPING) =>
  (await mintSync(ctx, { guardSettings, mapping })).id;
const file = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;

describe("a file without columns that every other has", () => {
  test("is read, and people keep what they have there", async () => {
    await runFile(ctx, syncId, file(ANN));
    await testDb()
      .sql`update users set mobile = '+358 1', version = version + 1, fingerprint = null, edited_since_sync = true where email = 'ann@x.io' and workspace_id = ${ctx.workspaceId}`;
    const run = await runFile(ctx, syncId, file("1,Anna,Lee,ann@x.io", "2,Bob,Ray,bob@x.io"));
    expect(run.counts).toMatchObject({ updated: 1, created: 1, errors: 0 });
    const rows = await testDb()
      .sql`select first_name, mobile from users where workspace_id = ${ctx.workspaceId} order by id`;
    expect(rows).toEqual([
      { first_name: "Anna", mobile: "+358 1" },
      { first_name: "Bob", mobile: "" },
    ]);
  });

  test("takes people with a new ID over with what they have there", async () => {
    const withMobile = { columns: { ...MAPPING.columns, Mobile: { kind: "mobile" } } } as const;
    syncId = await sync({ ...NO_GUARDS, reKey: true }, withMobile);
    await runFile(ctx, syncId, "UID,First name,Last name,Email address,Mobile\n1,Ann,Lee,ann@x.io,+358 1\n");
    await testDb().sql`update syncs set mapping = ${JSON.stringify(MAPPING)}::jsonb where id = ${syncId}`;
    const run = await runFile(ctx, syncId, file("A1,Ann,Lee,ann@x.io"));
    expect(run).toMatchObject({ state: "held", guards: [{ code: "re_key" }] });
    await approve(ctx, run);
    const rows = await testDb().sql`select mobile, state from users where workspace_id = ${ctx.workspaceId}`;
    expect(rows).toEqual([{ mobile: "+358 1", state: "active" }]);
  });

  test("a column that comes back blank clears", async () => {
    await runFile(ctx, syncId, file(ANN));
    await testDb()
      .sql`update users set mobile = '+358 1', version = version + 1 where email = 'ann@x.io' and workspace_id = ${ctx.workspaceId}`;
    await testDb().sql`update syncs set mapping = mapping - 'without' where id = ${syncId}`;
    await runFile(ctx, syncId, `${HEADER},Mobile\n${ANN},\n`);
    const rows = await testDb().sql`select mobile from users where workspace_id = ${ctx.workspaceId}`;
    expect(rows).toEqual([{ mobile: "" }]);
  });
});
