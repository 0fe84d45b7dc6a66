import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { deleteField } from "@/lib/fields/delete";
import { approveRun, chooseSame } from "@/lib/runs/decide-run";
import { getRunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, runFile } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
const PREVIEW = { intent: "preview" } as const;

async function world(settings: Parameters<typeof mintSync>[1] = {}) {
  const { ctx: org, orgId } = await mintTenant();
  const ctx = await mintWorkspace(org);
  const { id: syncId } = await mintSync(ctx, { guardSettings: NO_GUARDS, ...settings });
  return { ctx, syncId, orgId };
}

const hashOf = async (ctx: WorkspaceCtx, runId: string) => (await getRunRow(ctx, runId)).planHash;

test("a plan that is held has a hash, the same for the same changes, in whatever order their rows came", async () => {
  const { ctx, syncId } = await world();
  const one = await runFile(ctx, syncId, csv("1,a@x.io,A,A,", "2,b@x.io,B,B,"), PREVIEW);
  const same = await runFile(ctx, syncId, csv("2,b@x.io,B,B,", "1,a@x.io,A,A,"), PREVIEW);
  const other = await runFile(ctx, syncId, csv("1,a@x.io,A,A,", "2,b@x.io,B,C,"), PREVIEW);
  expect(one.planHash).toMatch(/^[0-9a-f]{64}$/);
  expect(same.planHash).toBe(one.planHash);
  expect(other.planHash).not.toBe(one.planHash);
});

test("a plan that nothing holds costs no hash", async () => {
  const { ctx, syncId } = await world();
  expect((await runFile(ctx, syncId, csv("1,a@x.io,A,A,"))).planHash).toBeNull();
});

test("only the plan that is named is approved, and the audit log says which that was", async () => {
  const { ctx, syncId, orgId } = await world();
  const { id: runId, planHash } = await runFile(ctx, syncId, csv("1,a@x.io,A,A,"), PREVIEW);
  const wrong = approveRun(ctx, { runId, what: "all", planHash: "0".repeat(64) });
  await expect(wrong).rejects.toMatchObject({ code: "plan_changed" });
  expect((await getRunRow(ctx, runId)).state).toBe("held");
  await approveRun(ctx, { runId, what: "all", planHash: planHash ?? "" });
  const log = await sql`select detail ->> 'planHash' as hash from audit_log
    where org_id = ${orgId} and action = 'run.approve'`;
  expect(log).toEqual([{ hash: planHash }]);
});

test("an approval on a page, which names no hash, has the hash in the audit log as well", async () => {
  const { ctx, syncId, orgId } = await world();
  const { id: runId, planHash } = await runFile(ctx, syncId, csv("1,a@x.io,A,A,"), PREVIEW);
  await approveRun(ctx, { runId, what: "creates_and_updates", revision: 0 });
  const log = await sql`select detail ->> 'planHash' as hash from audit_log
    where org_id = ${orgId} and action = 'run.approve'`;
  expect(log).toEqual([{ hash: planHash }]);
});

test("a choice about who is the same person makes it another plan, and taken back the same one", async () => {
  const { ctx, syncId } = await world({ guardSettings: { ...NO_GUARDS, reKey: true } });
  await runFile(ctx, syncId, csv("1,a@x.io,Ann,A,"));
  const { id: runId, planHash } = await runFile(ctx, syncId, csv("9,a@x.io,Ann,B,"), PREVIEW);
  await chooseSame(ctx, { runId, isSame: true, on: "address" });
  const chosen = await hashOf(ctx, runId);
  expect(chosen).not.toBe(planHash);
  await chooseSame(ctx, { runId, isSame: false, on: "address" });
  expect(await hashOf(ctx, runId)).toBe(planHash);
});

test("a field that is deleted while the plan waits makes it another plan", async () => {
  const { ctx: org } = await mintTenant();
  const ctx = await mintWorkspace(org);
  const field = await mintField(ctx, { label: "Unit", type: "text" });
  const { id: syncId } = await mintSync(ctx, { guardSettings: NO_GUARDS });
  const { id: runId, planHash } = await runFile(
    ctx,
    syncId,
    "ID,Email,First name,Last name,Mobile,Unit\n1,a@x.io,A,A,,Sales\n",
    PREVIEW,
  );
  await deleteField(ctx, { id: field.id });
  expect(await hashOf(ctx, runId)).not.toBe(planHash);
});
