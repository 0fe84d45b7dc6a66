import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { purgeOld } from "@/lib/purge/purge-old";
import { listRunMonths } from "@/lib/runs/read";
import { testDb } from "../support/db";
import { csv, NO_GUARDS, people, runFile, testDeps } from "../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

const age = (id: string, at: string) =>
  sql`update runs set finished_at = ${at}, created_at = ${at}, purged_at = now() where id = ${id}`;
const listed = async () =>
  (await sql`select id from runs where workspace_id = ${ctx.workspaceId} order by created_at`).map(
    (row) => row.id,
  );

test("runs of more than 400 days become a line of their month, and nothing of the users changes", async () => {
  const files = [csv("1,a@x.io,A,One,"), csv("1,a@x.io,A,Uno,", "2,b@x.io,B,Two,"), csv("2,b@x.io,B,Two,")];
  const runs = [];
  for (const file of files) runs.push(await runFile(ctx, syncId, file));
  const [first, second, third] = runs.map(({ id }) => id);
  await age(first ?? "", "2024-01-31T23:30:00Z");
  await age(second ?? "", "2024-02-01T00:30:00Z");
  const before = await people(ctx);
  expect((await purgeOld(testDeps())).rows).toBe(2);
  expect(await listed()).toEqual([third]);
  expect(await listRunMonths(ctx, syncId)).toEqual([
    { month: "2024-02-01", runs: 1, failed: 0, created: 1, updated: 1, removed: 0 },
    { month: "2024-01-01", runs: 1, failed: 0, created: 1, updated: 0, removed: 0 },
  ]);
  expect(await people(ctx)).toEqual(before);
  expect((await purgeOld(testDeps())).rows).toBe(0);
  expect((await listRunMonths(ctx, null))[0]).toMatchObject({ month: "2024-02-01", runs: 1 });
});

test("a later purge adds to the same month; what changed nobody counts as a run only", async () => {
  const good = await runFile(ctx, syncId, csv("1,a@x.io,A,One,"));
  const failed = await runFile(ctx, syncId, "ID\n1\n");
  const last = await runFile(ctx, syncId, csv("1,a@x.io,A,Uno,"));
  await age(good.id, "2024-03-02T00:00:00Z");
  await purgeOld(testDeps());
  await age(failed.id, "2024-03-03T00:00:00Z");
  await purgeOld(testDeps());
  expect(await listRunMonths(ctx, syncId)).toEqual([
    { month: "2024-03-01", runs: 2, failed: 1, created: 1, updated: 0, removed: 0 },
  ]);
  expect(await listed()).toEqual([last.id]);
});

test("the newest run of a sync stays, and so does the one that the next file is measured by", async () => {
  const good = await runFile(ctx, syncId, csv("1,a@x.io,A,One,"));
  const failed = await runFile(ctx, syncId, "ID\n1\n");
  await age(good.id, "2024-03-02T00:00:00Z");
  await age(failed.id, "2024-03-03T00:00:00Z");
  expect((await purgeOld(testDeps())).rows).toBe(0);
  expect(await listed()).toEqual([good.id, failed.id]);
});
