import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { getRun } from "@/lib/runs/read";
import { listTakeable, takeOverUsers } from "@/lib/runs/repairs/take-over";
import { getSync } from "@/lib/syncs/read";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, people, runFile, told } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
const FILE = csv("1,anna@x.io,Anna,Ek,", "2,BO@x.io,Bo,Dal,", "3,cid@x.io,Cid,Berg,", "4,di@x.io,Di,Fors,");

let ctx: WorkspaceCtx;
let syncId: string;
let anna: number;
let bo: number;

beforeEach(async () => {
  const tenant = await mintTenant();
  ctx = await mintWorkspace(tenant.ctx);
  const { id: remoteSourceId } = await mintRemoteSource(tenant.ctx);
  syncId = (await mintSync(ctx, { remoteSourceId, path: "users.csv", guardSettings: NO_GUARDS })).id;
  anna = (await mintUser(ctx, { email: "anna@x.io", firstName: "Anna", lastName: "Old" })).id;
  bo = (await mintUser(ctx, { email: "bo@x.io", firstName: "Bo" })).id;
  await mintUser(ctx, { email: "cid@x.io", firstName: "Cid", role: "admin" });
});

async function night() {
  const run = await runFile(ctx, syncId, FILE);
  await sql`update runs set trigger = 'scheduled' where id = ${run.id}`;
  return run;
}

async function ask(runId: string, userIds: number[] | null) {
  const asked = await takeOverUsers(ctx, { runId, userIds });
  await sql`delete from runs where id = ${asked.runId}`;
  return asked;
}

test("users added manually are listed with a run that met them, but for authors and admins", async () => {
  const run = await night();
  const users = await listTakeable(ctx, await getRun(ctx, { runId: run.id }));
  expect(users.map(({ userId }) => userId)).toEqual([anna, bo]);
});

test("one of them is taken over by the next run, and the others are not", async () => {
  const run = await night();
  expect(await ask(run.id, [anna])).toMatchObject({ users: 1, runId: expect.any(String) });
  const next = await night();
  expect(next.counts).toMatchObject({ updated: 1 });
  expect(await people(ctx)).toEqual(
    ["1|anna@x.io|Anna|Ek|", "4|di@x.io|Di|Fors|", "by hand|bo@x.io|Bo||", "by hand|cid@x.io|Cid||"].sort(),
  );
  expect(await told(ctx, next.id)).toHaveLength(2);
});

test("all of them are; the preview that is asked for shows it first", async () => {
  const run = await night();
  const { runId, users } = await takeOverUsers(ctx, { runId: run.id, userIds: null });
  expect(users).toBe(2);
  const [asked] = await sql`select intent, state from runs where id = ${runId}`;
  expect(asked).toEqual({ intent: "preview", state: "queued" });
  await sql`delete from runs where id = ${runId}`;
  expect((await night()).counts).toMatchObject({ updated: 2, errors: 1 });
});

test("it holds for the user as they were: changed since, or let go by the sync again, they are not taken", async () => {
  const run = await night();
  await ask(run.id, null);
  await sql`update users set last_name = 'New', version = version + 1 where id = ${anna}`;
  await night();
  const [row] = await sql`select sync_id, last_name from users where id = ${anna}`;
  expect(row).toEqual({ sync_id: null, last_name: "New" });
  await sql`update users set sync_id = null, external_id = null, version = version + 1 where id = ${bo}`;
  await night();
  const [letGo] = await sql`select sync_id from users where id = ${bo}`;
  expect(letGo?.sync_id).toBeNull();
});

test("nothing is taken from the page of an older run, nor anyone whom the run did not meet", async () => {
  const run = await night();
  const other = await mintUser(ctx, { email: "eve@x.io" });
  await expect(takeOverUsers(ctx, { runId: run.id, userIds: [other.id] })).rejects.toMatchObject({
    code: "conflict",
  });
  await night();
  await expect(takeOverUsers(ctx, { runId: run.id, userIds: null })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await getSync(ctx, syncId)).mapping).toEqual({ columns: {} });
});
